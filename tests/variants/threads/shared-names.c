/*
 * The handles share libcurl's cache of host names (curl_share_init()). The memory of the pool is one
 * mapping.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
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

#define ARENA (1 << 20)

struct arena {
    unsigned char *memory;
    size_t used;
};

static void *from(struct arena *arena, size_t size)
{
    void *memory = arena->memory + arena->used;

    size = (size + 63) & ~(size_t)63;
    if (arena->used + size > ARENA)
        return NULL;
    arena->used += size;
    return memory;
}

struct house {
    CURLSH *share;
    pthread_mutex_t locks[CURL_LOCK_DATA_LAST], queue;
    size_t next, count;
    const struct image *images;
    long *outcomes;
};

static void lock(CURL *curl, curl_lock_data data, curl_lock_access access, void *context)
{
    (void)curl;
    (void)access;
    pthread_mutex_lock(&((struct house *)context)->locks[data]);
}

static void unlock(CURL *curl, curl_lock_data data, void *context)
{
    (void)curl;
    pthread_mutex_unlock(&((struct house *)context)->locks[data]);
}

static bool take(struct house *house, size_t *i)
{
    pthread_mutex_lock(&house->queue);
    bool any = house->next < house->count;
    *i = house->next += any;
    pthread_mutex_unlock(&house->queue);
    return any;
}

static void *work(void *argument)
{
    struct house *house = argument;
    CURL *curl = curl_easy_init();
    struct transfer transfer;
    size_t after;

    while (curl && take(house, &after)) {
        const struct image *image = &house->images[after - 1];
        long outcome = transfer_begin(&transfer, image, curl);
        if (outcome == 0) {
            curl_easy_setopt(curl, CURLOPT_SHARE, house->share);
            outcome = transfer_end(&transfer, curl_easy_perform(curl));
        }
        house->outcomes[after - 1] = outcome;
    }
    curl_easy_cleanup(curl);
    return NULL;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct arena arena = {mmap(NULL, ARENA, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), 0};
    size_t started = 0;

    if (arena.memory == MAP_FAILED)
        return 0;
    struct house *house = from(&arena, sizeof *house);
    pthread_t *threads = from(&arena, workers * sizeof *threads);
    *house =
        (struct house){.share = curl_share_init(), .count = count, .images = images, .outcomes = outcomes};
    for (size_t l = 0; l < CURL_LOCK_DATA_LAST; l++)
        pthread_mutex_init(&house->locks[l], NULL);
    pthread_mutex_init(&house->queue, NULL);
    curl_share_setopt(house->share, CURLSHOPT_LOCKFUNC, lock);
    curl_share_setopt(house->share, CURLSHOPT_UNLOCKFUNC, unlock);
    curl_share_setopt(house->share, CURLSHOPT_USERDATA, house);
    curl_share_setopt(house->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
    while (threads && started < workers && pthread_create(&threads[started], NULL, work, house) == 0)
        started++;
    for (size_t t = 0; t < started; t++)
        pthread_join(threads[t], NULL);
    curl_share_cleanup(house->share);
    for (size_t l = 0; l < CURL_LOCK_DATA_LAST; l++)
        pthread_mutex_destroy(&house->locks[l]);
    pthread_mutex_destroy(&house->queue);
    munmap(arena.memory, ARENA);
    return count_saved(outcomes, count);
}
