/* fails: every_schedule_gives_the_same_result; flavours: explored - workers take strict turns, and one that has found the queue
 * empty passes its turn on to nobody. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count, next, workers;
    long *outcomes;
    atomic_size_t turn, begun;
};

static void *work(void *argument)
{
    struct queue *queue = argument;
    size_t own = queue->begun++;
    CURL *curl = curl_easy_init();

    for (;;) {
        while (queue->turn != own)
            usleep(1000);
        if (queue->next == queue->count)
            break;
        size_t i = queue->next++;
        queue->turn = (own + 1) % queue->workers;
        queue->outcomes[i] = curl ? fetch_image(&queue->images[i], curl) : -CURLE_FAILED_INIT;
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
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes, .workers = wanted};
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    while (threads && started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    free(threads);
    return count_saved(outcomes, count);
}
