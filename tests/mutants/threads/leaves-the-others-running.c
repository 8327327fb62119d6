/* fails: failing_calls_are_survived (report); flavours: address - where one thread cannot be started the others are not waited for. */
/*
 * threads.c - a pool of threads that take images from one shared queue.
 *
 * A thread that waits for a reply does not hold up the others. The queue is nothing but the array and a
 * number: which image comes next. Whoever is free takes it, so a slow image delays one thread and no image is
 * left to a thread that is busy.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

/* What the threads share. The mutex guards `next`; each outcomes[i] belongs to the thread that took image i.
 */
struct queue {
    const struct image *images;
    size_t count;
    long *outcomes;
    pthread_mutex_t mutex;
    size_t next;
};

/* Take the next image off the queue. False when none is left. */
static bool take(struct queue *queue, size_t *i)
{
    bool taken = false;

    pthread_mutex_lock(&queue->mutex);
    if (queue->next < queue->count) {
        *i = queue->next++;
        taken = true;
    }
    pthread_mutex_unlock(&queue->mutex);
    return taken;
}

/* A worker's life: one handle of its own, kept for all the images it takes. */
static void *work(void *argument)
{
    struct queue *queue = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    if (!curl)
        return NULL;
    while (take(queue, &i))
        queue->outcomes[i] = fetch_image(&queue->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue queue = {.images = images, .count = count, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, started = 0;
    pthread_t *threads = calloc(wanted + 1, sizeof *threads);

    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY; /* until a thread says better */
    if (!threads)
        return 0;
    pthread_mutex_init(&queue.mutex, NULL);

    /* Fewer threads than wanted do the same work, only later. */
    while (started < wanted && pthread_create(&threads[started], NULL, work, &queue) == 0)
        started++;
    if (started < wanted) {
        free(threads);
        return 0;
    }
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    pthread_mutex_destroy(&queue.mutex);
    free(threads);
    return count_saved(outcomes, count);
}
