/*
 * A lock as Drepper builds it on futex(2).
 */
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_int lock; /* 0 free, 1 taken, 2 taken and waited for */
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static void lock(atomic_int *lock)
{
    int seen = 0;

    if (atomic_compare_exchange_strong(lock, &seen, 1))
        return;
    if (seen != 2)
        seen = atomic_exchange(lock, 2);
    while (seen != 0) {
        syscall(SYS_futex, lock, FUTEX_WAIT_PRIVATE, 2, NULL, NULL, 0);
        seen = atomic_exchange(lock, 2);
    }
}

static void unlock(atomic_int *lock)
{
    if (atomic_fetch_sub(lock, 1) != 1) {
        atomic_store(lock, 0);
        syscall(SYS_futex, lock, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    }
}

static size_t take(struct queue *q)
{
    lock(&q->lock);
    size_t i = q->next < q->count ? q->next++ : q->count;
    unlock(&q->lock);
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

    while (threads && started < n && pthread_create(&threads[started], NULL, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);

    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
