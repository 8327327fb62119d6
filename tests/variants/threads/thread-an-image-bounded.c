/*
 * Each image has a thread of its own, but a semaphore keeps their number down, and they borrow the handles.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct pool;

/* Room for one thread at a time, with the handle that each of them uses in turn. */
struct place {
    struct pool *pool;
    struct place *next; /* in the list of free places */
    pthread_t thread;   /* the last one that had this place */
    bool used;          /* there is such a thread, not yet joined */
    CURL *curl;
    const struct image *image;
    long *outcome;
};

struct pool {
    sem_t free_places;
    pthread_mutex_t mutex; /* guards the list */
    struct place *first;
};

static void give_back(struct pool *pool, struct place *place)
{
    pthread_mutex_lock(&pool->mutex);
    place->next = pool->first;
    pool->first = place;
    pthread_mutex_unlock(&pool->mutex);
    sem_post(&pool->free_places);
}

/* Wait for a free place, and for the thread that had it to have ended. */
static struct place *borrow(struct pool *pool)
{
    while (sem_wait(&pool->free_places) != 0 && errno == EINTR)
        continue;
    pthread_mutex_lock(&pool->mutex);
    struct place *place = pool->first;
    pool->first = place->next;
    pthread_mutex_unlock(&pool->mutex);
    if (place->used)
        pthread_join(place->thread, NULL);
    place->used = false;
    return place;
}

static void *fetch_one(void *argument)
{
    struct place *place = argument;

    *place->outcome = fetch_image(place->image, place->curl);
    give_back(place->pool, place);
    return NULL;
}

static void fetch_all(struct pool *pool, const struct image images[], size_t count, long outcomes[])
{
    for (size_t i = 0; i < count; i++) {
        struct place *place = borrow(pool);
        place->image = &images[i];
        place->outcome = &outcomes[i];
        place->used = true;
        if (pthread_create(&place->thread, NULL, fetch_one, place) != 0) {
            place->used = false;
            fetch_one(place);
        }
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct pool pool = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    size_t wanted = workers < count ? workers : count, ready = 0, saved = 0;
    struct place *places = calloc(wanted + 1, sizeof *places);

    sem_init(&pool.free_places, 0, 0);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    while (places && ready < wanted && (places[ready].curl = curl_easy_init())) {
        places[ready].pool = &pool;
        give_back(&pool, &places[ready++]);
    }
    if (ready > 0)
        fetch_all(&pool, images, count, outcomes);
    for (size_t p = 0; p < ready; p++)
        curl_easy_cleanup(borrow(&pool)->curl); /* each place once: none is given back any more */
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    sem_destroy(&pool.free_places);
    pthread_mutex_destroy(&pool.mutex);
    free(places);
    return saved;
}
