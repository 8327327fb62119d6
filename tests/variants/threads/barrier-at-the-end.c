/*
 * The workers wait behind a mutex until all have started, and meet at a barrier before they end.
 */
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
    pthread_barrier_t end;
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

    while (curl && take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    pthread_mutex_lock(&queue->mutex); /* until the barrier is there */
    pthread_mutex_unlock(&queue->mutex);
    pthread_barrier_wait(&queue->end);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {
        .images = images, .count = count, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    pthread_mutex_lock(&queue.mutex);
    while (threads && started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    if (started > 0)
        pthread_barrier_init(&queue.end, NULL, (unsigned)started);
    pthread_mutex_unlock(&queue.mutex);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    if (started > 0)
        pthread_barrier_destroy(&queue.end);
    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
