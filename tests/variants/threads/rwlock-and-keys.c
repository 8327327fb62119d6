/*
 * A reader-writer lock, and a value of each thread with pthread_once() and a destructor.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    pthread_rwlock_t lock;
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t takes;

static void make_key(void)
{
    pthread_key_create(&takes, free);
}

static size_t take(struct queue *q)
{
    pthread_once(&once, make_key);
    size_t *own = pthread_getspecific(takes);
    if (!own && (own = calloc(1, sizeof *own)))
        pthread_setspecific(takes, own);
    pthread_rwlock_rdlock(&q->lock);
    size_t i = q->next;
    pthread_rwlock_unlock(&q->lock);
    if (i == q->count)
        return i;
    pthread_rwlock_wrlock(&q->lock);
    i = q->next < q->count ? q->next++ : q->count;
    pthread_rwlock_unlock(&q->lock);
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

    pthread_rwlock_init(&q.lock, NULL);
    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_rwlock_destroy(&q.lock);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
