/*
 * A robust lock in a recursive one, the second tried until it is free; conditions of a shared clock.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    pthread_mutex_t outer, inner;
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    pthread_mutex_lock(&q->outer);
    pthread_mutex_lock(&q->outer);
    int error;
    while ((error = pthread_mutex_trylock(&q->inner)) == EBUSY)
        sched_yield();
    if (error == EOWNERDEAD)
        pthread_mutex_consistent(&q->inner);
    size_t i = q->next < q->count ? q->next++ : q->count;
    pthread_mutex_unlock(&q->inner);
    pthread_mutex_unlock(&q->outer);
    pthread_mutex_unlock(&q->outer);
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

    pthread_mutexattr_t kind;

    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&q.outer, &kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&q.inner, &kind);
    pthread_mutexattr_destroy(&kind);
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_mutex_destroy(&q.inner);
    pthread_mutex_destroy(&q.outer);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
