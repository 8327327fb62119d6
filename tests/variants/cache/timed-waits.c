/*
 * A ring of entries, the last used first; a waiting call checks again every few milliseconds. A result is computed into a new buffer, which replaces the old one when it is complete. Safe for threads.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kit/function.h"

struct link {
    struct link *before, *behind;
};

struct entry {
    struct link link; /* first, so that a pointer to it is one to the whole */
    unsigned long long counter;
    bool busy;
    void *args, *result;
};

struct ring {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool each;
    unsigned long long counter;
    pthread_mutex_t mutex;
    pthread_cond_t news;
    struct link head;
};

static void unlink_entry(struct link *link)
{
    link->before->behind = link->behind;
    link->behind->before = link->before;
}

static void put_first(struct ring *ring, struct link *link)
{
    link->before = &ring->head;
    link->behind = ring->head.behind;
    link->behind->before = link;
    ring->head.behind = link;
}

static void free_entry(struct entry *entry)
{
    free(entry->args);
    free(entry->result);
    free(entry);
}

static struct entry *find(struct ring *ring, const void *args)
{
    for (struct link *link = ring->head.behind; link != &ring->head; link = link->behind) {
        struct entry *entry = (struct entry *)link;
        if (memcmp(entry->args, args, ring->function.args_size) != 0)
            continue;
        unlink_entry(link);
        put_first(ring, link);
        return entry;
    }
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry || !(entry->args = malloc(ring->function.args_size))) {
        free(entry);
        return NULL;
    }
    memcpy(entry->args, args, ring->function.args_size);
    put_first(ring, &entry->link);
    return entry;
}

static void doze(struct ring *ring)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 5000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&ring->news, &ring->mutex, &until);
}

static int compute(struct ring *ring, struct entry *entry, const void *args, void *result)
{
    void *fresh = malloc(ring->function.result_size);
    int error = ENOMEM;

    entry->busy = true;
    pthread_mutex_unlock(&ring->mutex);
    if (fresh)
        error = ring->wrapped->call(ring->wrapped, args, fresh);
    pthread_mutex_lock(&ring->mutex);
    entry->busy = false;
    free(entry->result);
    entry->result = NULL;
    pthread_cond_broadcast(&ring->news);
    if (error) {
        free(fresh);
        return error;
    }
    entry->result = fresh;
    memcpy(result, fresh, ring->function.result_size);
    return 0;
}

static int call(struct function *self, const void *args, void *result)
{
    struct ring *ring = (struct ring *)self;
    int error = 0;

    pthread_mutex_lock(&ring->mutex);
    if (!ring->each)
        tell_counter((unsigned)ring->counter);
    struct entry *entry = find(ring, args);
    if (!entry) {
        pthread_mutex_unlock(&ring->mutex);
        return ENOMEM;
    }
    while (entry->busy)
        doze(ring);
    unsigned long long *counter = ring->each ? &entry->counter : &ring->counter;
    bool due = *counter >= ring->runs + 1ull;
    if (due || !entry->result)
        error = compute(ring, entry, args, result);
    else
        memcpy(result, entry->result, ring->function.result_size);
    if (!error)
        *counter = due ? 1 : *counter + 1;
    pthread_mutex_unlock(&ring->mutex);
    return error;
}

static void release(struct function *self)
{
    struct ring *ring = (struct ring *)self;

    while (ring->head.behind != &ring->head) {
        struct link *link = ring->head.behind;
        unlink_entry(link);
        free_entry((struct entry *)link);
    }
    pthread_cond_destroy(&ring->news);
    pthread_mutex_destroy(&ring->mutex);
    ring->wrapped->release(ring->wrapped);
    free(ring);
}

static struct function *make(struct function *wrapped, unsigned runs, bool each)
{
    struct ring *ring = calloc(1, sizeof *ring);

    if (!ring)
        return NULL;
    ring->function = *wrapped;
    ring->function.call = call;
    ring->function.release = release;
    ring->wrapped = wrapped;
    ring->runs = runs;
    ring->each = each;
    ring->head.before = ring->head.behind = &ring->head;
    pthread_mutex_init(&ring->mutex, NULL);
    pthread_cond_init(&ring->news, NULL);
    return &ring->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
