/*
 * The queue is guarded by a mutex made of one atomic and futex().
 */
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

static size_t count_saved(const long outcomes[], size_t count)
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}

/* 0: free, 1: locked, 2: locked, and somebody may wait. */
typedef atomic_int lock_t;

static void futex(lock_t *lock, int operation, int value)
{
    syscall(SYS_futex, lock, operation | FUTEX_PRIVATE_FLAG, value, NULL, NULL, 0);
}

static void acquire(lock_t *lock)
{
    int seen = 0;

    if (atomic_compare_exchange_strong(lock, &seen, 1))
        return;
    if (seen != 2)
        seen = atomic_exchange(lock, 2);
    while (seen != 0) {
        futex(lock, FUTEX_WAIT, 2);
        seen = atomic_exchange(lock, 2);
    }
}

static void release(lock_t *lock)
{
    if (atomic_fetch_sub(lock, 1) != 1) {
        atomic_store(lock, 0);
        futex(lock, FUTEX_WAKE, 1);
    }
}

struct list {
    lock_t lock;
    size_t next, count;
    const struct image *images;
    long *outcomes;
};

static void *work(void *argument)
{
    struct list *list = argument;
    CURL *curl = curl_easy_init();

    while (curl) {
        acquire(&list->lock);
        size_t i = list->next;
        if (i < list->count)
            list->next++;
        release(&list->lock);
        if (i >= list->count)
            break;
        list->outcomes[i] = fetch_image(&list->images[i], curl);
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct list list = {.count = count, .images = images, .outcomes = outcomes};
    size_t n = workers < count ? workers : count, started = 0;
    pthread_t threads[n + 1];

    while (started < n && pthread_create(&threads[started], NULL, work, &list) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    return count_saved(outcomes, count);
}
