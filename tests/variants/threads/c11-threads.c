/*
 * The threads, and the mutex that guards the queue, are those of C11.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    mtx_t mutex; /* guards what follows */
    size_t next;
    size_t saved;
};

static bool take(struct queue *queue, size_t *i)
{
    bool taken = false;

    mtx_lock(&queue->mutex);
    if (queue->next < queue->count) {
        *i = queue->next++;
        taken = true;
    }
    mtx_unlock(&queue->mutex);
    return taken;
}

static int work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i, saved = 0;

    while (curl && take(queue, &i)) {
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
        saved += queue->outcomes[i] == 200;
    }
    curl_easy_cleanup(curl);

    mtx_lock(&queue->mutex);
    queue->saved += saved;
    mtx_unlock(&queue->mutex);
    return thrd_success;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0;
    thrd_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (threads && mtx_init(&queue.mutex, mtx_plain) == thrd_success) {
        while (started < wanted && thrd_create(&threads[started], work, &queue) == thrd_success)
            started++;
        for (size_t t = 0; t < started; t++)
            thrd_join(threads[t], NULL);
        mtx_destroy(&queue.mutex);
    }
    free(threads);
    return queue.saved;
}
