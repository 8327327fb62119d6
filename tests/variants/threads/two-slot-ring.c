/*
 * The caller hands the numbers over through a ring of two slots, and a number past the end ends a thread.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define SLOTS 2

struct ring {
    size_t slots[SLOTS];
    size_t written;        /* the caller's alone */
    size_t read;           /* guarded by the mutex */
    pthread_mutex_t mutex; /* one reader at a time */
    sem_t empty, full;
};

struct worker {
    pthread_t thread;
    CURL *curl;
    struct ring *ring;
    const struct image *images;
    size_t count;
    long *outcomes;
};

static void wait_for(sem_t *semaphore)
{
    while (sem_wait(semaphore) != 0 && errno == EINTR)
        continue;
}

static void put(struct ring *ring, size_t number)
{
    wait_for(&ring->empty);
    ring->slots[ring->written++ % SLOTS] = number;
    sem_post(&ring->full);
}

static size_t get(struct ring *ring)
{
    wait_for(&ring->full);
    pthread_mutex_lock(&ring->mutex);
    size_t number = ring->slots[ring->read++ % SLOTS];
    pthread_mutex_unlock(&ring->mutex);
    sem_post(&ring->empty);
    return number;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    size_t i;

    while ((i = get(worker->ring)) < worker->count)
        worker->outcomes[i] = fetch_image(&worker->images[i], worker->curl);
    curl_easy_cleanup(worker->curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct ring ring = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    struct worker *pool = calloc(wanted + 1, sizeof *pool);

    sem_init(&ring.empty, 0, SLOTS);
    sem_init(&ring.full, 0, 0);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    for (; pool && started < wanted; started++) {
        CURL *curl = curl_easy_init();
        pool[started] = (struct worker){
            .curl = curl, .ring = &ring, .images = images, .count = count, .outcomes = outcomes};
        if (!curl || pthread_create(&pool[started].thread, NULL, work, &pool[started]) != 0) {
            curl_easy_cleanup(curl);
            break;
        }
    }
    for (size_t i = 0; started > 0 && i < count; i++)
        put(&ring, i);
    for (size_t w = 0; w < started; w++)
        put(&ring, count);
    for (size_t w = 0; w < started; w++)
        pthread_join(pool[w].thread, NULL);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    sem_destroy(&ring.empty);
    sem_destroy(&ring.full);
    pthread_mutex_destroy(&ring.mutex);
    free(pool);
    return saved;
}
