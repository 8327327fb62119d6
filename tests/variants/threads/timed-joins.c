/*
 * Threads are started on small stacks of the caller, and joined with a time limit.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    size_t i = atomic_fetch_add_explicit(&q->next, 1, memory_order_relaxed);

    return i < q->count ? i : q->count;
}

static void *work(void *argument)
{
    struct queue *q = argument;
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(q)) < q->count)
        q->outcomes[i] = fetch_image(&q->images[i], curl);
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct queue q = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    struct timespec until = {0};
    pthread_attr_t small;

    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, 128 * 1024);
    while (threads && started < n && pthread_create(&threads[started], &small, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        while (pthread_clockjoin_np(threads[t], NULL, CLOCK_MONOTONIC, &until) != 0)
            clock_gettime(CLOCK_MONOTONIC, &until), until.tv_sec++;

    pthread_attr_destroy(&small);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
