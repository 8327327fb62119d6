/* fails: every_schedule_gives_the_same_result; flavours: explored - each image has a lock, and a worker takes that of the next
 * image, too: two workers may wait for each other. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count, next;
    long *outcomes;
    pthread_mutex_t mutex;
    pthread_mutex_t *locks;
};

static bool take(struct queue *queue, size_t *i)
{
    pthread_mutex_lock(&queue->mutex);
    *i = queue->next;
    bool taken = queue->next < queue->count;
    queue->next += taken;
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && take(queue, &i)) {
        long outcome = fetch_image(&queue->images[i], curl);
        pthread_mutex_t *own = &queue->locks[i], *neighbour = &queue->locks[(i + 1) % queue->count];
        pthread_mutex_lock(own);
        if (neighbour != own)
            pthread_mutex_lock(neighbour);
        queue->outcomes[i] = outcome;
        if (neighbour != own)
            pthread_mutex_unlock(neighbour);
        pthread_mutex_unlock(own);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {
        .images = images, .count = count, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    queue.locks = calloc(count + 1, sizeof *queue.locks);
    for (size_t i = 0; queue.locks && i < count; i++)
        pthread_mutex_init(&queue.locks[i], NULL);
    while (threads && queue.locks && started < wanted &&
           pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(queue.locks);
    free(threads);
    return count_saved(outcomes, count);
}
