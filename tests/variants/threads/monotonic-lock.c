/*
 * The lock is waited for by a clock that never jumps, and so are the jobs.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t more;
    size_t next, given;
    bool all_given;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static struct timespec later(time_t seconds)
{
    struct timespec then;

    clock_gettime(CLOCK_MONOTONIC, &then);
    then.tv_sec += seconds;
    return then;
}

static void lock(struct queue *q)
{
    struct timespec then;

    do
        then = later(60);
    while (pthread_mutex_clocklock(&q->mutex, CLOCK_MONOTONIC, &then) != 0);
}

static size_t take(struct queue *q)
{
    struct timespec then = later(60);

    lock(q);
    while (q->next == q->given && !q->all_given)
        pthread_cond_clockwait(&q->more, &q->mutex, CLOCK_MONOTONIC, &then);
    size_t i = q->next < q->given ? q->next++ : q->count;
    pthread_mutex_unlock(&q->mutex);
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

    pthread_mutex_init(&q.mutex, NULL);
    pthread_cond_init(&q.more, NULL);
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t i = 0; i < count; i++) {
        lock(&q);
        q.given++;
        pthread_cond_signal(&q.more);
        pthread_mutex_unlock(&q.mutex);
    }
    lock(&q);
    q.all_given = true;
    pthread_cond_broadcast(&q.more);
    pthread_mutex_unlock(&q.mutex);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_cond_destroy(&q.more);
    pthread_mutex_destroy(&q.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
