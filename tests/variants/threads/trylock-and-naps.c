/*
 * A thread that does not get the lock at once sleeps for a while and tries again.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count, next;
    long *outcomes;
    pthread_mutex_t mutex;
};

static bool take(struct queue *queue, size_t *i)
{
    while (pthread_mutex_trylock(&queue->mutex) != 0)
        usleep(2000);
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

    while (curl && take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {
        .images = images, .count = count, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    while (threads && started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
