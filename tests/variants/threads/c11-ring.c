/*
 * A pool of C11 threads, fed through a ring of fixed size with one condition for "not empty", one for "not
 * full".
 */
#include <stdbool.h>
#include <stdlib.h>
#include <threads.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define SLOTS 8

struct ring {
    mtx_t mutex;
    cnd_t not_empty, not_full;
    const struct image *slots[SLOTS];
    size_t head, filled;
    bool closed;
    const struct image *first;
    long *outcomes;
};

struct worker {
    thrd_t thread;
    struct ring *ring;
    CURL *curl;
};

static void put(struct ring *ring, const struct image *image)
{
    mtx_lock(&ring->mutex);
    while (ring->filled == SLOTS)
        cnd_wait(&ring->not_full, &ring->mutex);
    ring->slots[(ring->head + ring->filled++) % SLOTS] = image;
    mtx_unlock(&ring->mutex);
    cnd_signal(&ring->not_empty);
}

static void close_ring(struct ring *ring)
{
    mtx_lock(&ring->mutex);
    ring->closed = true;
    mtx_unlock(&ring->mutex);
    cnd_broadcast(&ring->not_empty);
}

/* NULL when there will be none any more. */
static const struct image *get(struct ring *ring)
{
    const struct image *image = NULL;

    mtx_lock(&ring->mutex);
    while (ring->filled == 0 && !ring->closed)
        cnd_wait(&ring->not_empty, &ring->mutex);
    if (ring->filled > 0) {
        image = ring->slots[ring->head];
        ring->head = (ring->head + 1) % SLOTS;
        ring->filled--;
    }
    mtx_unlock(&ring->mutex);
    cnd_signal(&ring->not_full);
    return image;
}

/* Returns how many it has saved. */
static int work(void *argument)
{
    struct worker *worker = argument;
    const struct image *image;
    int saved = 0;

    while ((image = get(worker->ring))) {
        long *outcome = &worker->ring->outcomes[image - worker->ring->first];
        *outcome = fetch_image(image, worker->curl);
        saved += *outcome == 200;
    }
    return saved;
}

static size_t start_workers(struct worker workers[], size_t wanted, struct ring *ring)
{
    size_t started = 0;

    while (started < wanted && (workers[started].curl = curl_easy_init())) {
        workers[started].ring = ring;
        if (thrd_create(&workers[started].thread, work, &workers[started]) != thrd_success)
            break;
        started++;
    }
    return started;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct ring ring = {.first = images, .outcomes = outcomes};
    size_t wanted = workers < count ? workers : count, saved = 0;
    struct worker *pool = calloc(wanted + 1, sizeof *pool);

    mtx_init(&ring.mutex, mtx_plain);
    cnd_init(&ring.not_empty);
    cnd_init(&ring.not_full);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    size_t started = pool ? start_workers(pool, wanted, &ring) : 0;
    for (size_t i = 0; started > 0 && i < count; i++)
        put(&ring, &images[i]);
    close_ring(&ring);
    for (size_t w = 0; w < started; w++) {
        int of_this_one;
        thrd_join(pool[w].thread, &of_this_one);
        saved += (size_t)of_this_one;
    }
    for (size_t w = 0; pool && w < wanted; w++)
        curl_easy_cleanup(pool[w].curl);
    cnd_destroy(&ring.not_full);
    cnd_destroy(&ring.not_empty);
    mtx_destroy(&ring.mutex);
    free(pool);
    return saved;
}
