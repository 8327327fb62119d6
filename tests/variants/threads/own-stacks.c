/*
 * Each thread runs on a stack that the caller has mapped.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_size_t next;
    size_t count;
    const struct image *images;
    long *outcomes;
};

#define STACK ((size_t)512 * 1024)

static size_t take(struct queue *q)
{
    size_t i = atomic_fetch_add(&q->next, 1);

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

    char *stacks =
        mmap(NULL, (n + 1) * STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    pthread_attr_t own;

    pthread_attr_init(&own);
    if (stacks == MAP_FAILED) {
        free(threads);
        return 0;
    }
    while (threads && started < n && pthread_attr_setstack(&own, stacks + started * STACK, STACK) == 0 &&
           pthread_create(&threads[started], &own, work, &q) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    pthread_attr_destroy(&own);
    munmap(stacks, (n + 1) * STACK);
    free(threads);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
