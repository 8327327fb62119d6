/*
 * Workers wait for jobs forever; in the end they are cancelled, and cleanup handlers free everything.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct pool {
    pthread_mutex_t mutex;
    pthread_cond_t job, done;
    size_t given, taken, finished;
    const struct image *images;
    long *outcomes;
};

static void unlock(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static size_t take(struct pool *pool)
{
    size_t i;

    pthread_mutex_lock(&pool->mutex);
    pthread_cleanup_push(unlock, &pool->mutex);
    while (pool->taken == pool->given)
        pthread_cond_wait(&pool->job, &pool->mutex); /* here it may be cancelled */
    i = pool->taken++;
    pthread_cleanup_pop(1);
    return i;
}

static void *worker(void *argument)
{
    struct pool *pool = argument;
    CURL *curl;
    int old;

    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    curl = curl_easy_init();
    pthread_cleanup_push(curl_easy_cleanup, curl);
    for (;;) {
        pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
        size_t i = take(pool);
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old); /* no transfer is cut short */
        pool->outcomes[i] = curl ? fetch_image(&pool->images[i], curl) : -CURLE_FAILED_INIT;
        pthread_mutex_lock(&pool->mutex);
        pool->finished++;
        pthread_cond_signal(&pool->done);
        pthread_mutex_unlock(&pool->mutex);
    }
    pthread_cleanup_pop(1);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct pool pool = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                        .job = PTHREAD_COND_INITIALIZER,
                        .done = PTHREAD_COND_INITIALIZER,
                        .images = images,
                        .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0, saved = 0;
    pthread_t *threads = calloc(n + 1, sizeof *threads);

    while (threads && started < n && pthread_create(&threads[started], NULL, worker, &pool) == 0)
        started++;
    pthread_mutex_lock(&pool.mutex);
    if (started > 0)
        pool.given = count;
    pthread_cond_broadcast(&pool.job);
    while (pool.finished < pool.given)
        pthread_cond_wait(&pool.done, &pool.mutex);
    pthread_mutex_unlock(&pool.mutex);
    for (size_t t = 0; t < started; t++)
        pthread_cancel(threads[t]);
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_cond_destroy(&pool.job);
    pthread_cond_destroy(&pool.done);
    pthread_mutex_destroy(&pool.mutex);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
