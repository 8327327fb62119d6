/* fails: every_schedule_gives_the_same_result; flavours: explored - what each worker is told lies on the stack of a function that
 * has returned. */
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

struct order {
    struct queue *queue;
    size_t number;
};

static void *work(void *argument)
{
    struct order *order = argument;
    struct queue *queue = order->queue;
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

__attribute__((noinline)) static int start(pthread_t *thread, struct queue *queue, size_t number)
{
    struct order order = {queue, number};

    return pthread_create(thread, NULL, work, &order);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {
        .images = images, .count = count, .outcomes = outcomes, .mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    while (threads && started < wanted && start(&threads[started], &queue, started) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    return count_saved(outcomes, count);
}
