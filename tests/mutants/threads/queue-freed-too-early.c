/* fails: every_schedule_gives_the_same_result; flavours: explored - the queue is given back before the last thread has ended. */
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
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
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
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);
    struct queue *queue = calloc(1, sizeof *queue);

    if (queue) {
        *queue = (struct queue){
            .images = images, .count = count, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
        while (threads && started < wanted && pthread_create(&threads[started], NULL, work, queue) == 0)
            started++;
        for (size_t t = started; t-- > 0;) {
            if (t == 0)
                free(queue);
            pthread_join(threads[t], NULL);
        }
        if (started == 0)
            free(queue);
    }
    free(threads);
    return count_saved(outcomes, count);
}
