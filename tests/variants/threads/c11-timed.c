/*
 * C11: a lock with a time limit, call_once(), and a value of each thread with a destructor.
 */
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    mtx_t mutex;
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static once_flag once = ONCE_FLAG_INIT;
static tss_t takes;

static void make_key(void)
{
    tss_create(&takes, free);
}

static size_t take(struct queue *q)
{
    struct timespec until;
    size_t *own;

    call_once(&once, make_key);
    own = tss_get(takes);
    if (!own && (own = calloc(1, sizeof *own)))
        tss_set(takes, own);
    do {
        timespec_get(&until, TIME_UTC);
        until.tv_sec += 60;
    } while (mtx_timedlock(&q->mutex, &until) != thrd_success);
    size_t i = q->next < q->count ? q->next++ : q->count;
    mtx_unlock(&q->mutex);
    if (own)
        ++*own;
    return i;
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

    mtx_init(&q.mutex, mtx_timed);
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    mtx_destroy(&q.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
