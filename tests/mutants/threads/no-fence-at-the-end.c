/* fails: every_schedule_gives_the_same_result; flavours: explored - the lock is taken with a fence, and let go without. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_int taken;
    size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

static size_t take(struct queue *q)
{
    int free_one = 0;

    while (!atomic_compare_exchange_weak_explicit(&q->taken, &free_one, 1, memory_order_relaxed,
                                                  memory_order_relaxed)) {
        free_one = 0;
        sched_yield();
    }
    atomic_thread_fence(memory_order_acquire);
    size_t i = q->next < q->count ? q->next++ : q->count;
    atomic_store_explicit(&q->taken, 0, memory_order_relaxed);
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
