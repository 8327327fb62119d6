/*
 * The list only grows, at its front, under a reader-writer lock; each entry has a mutex that a call holds while it
 * computes, so that equal calls wait for it; the counter of cache() is atomic. Safe for threads.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct entry {
    struct entry *next;
    pthread_mutex_t mutex;
    unsigned counter;
    _Bool held;
    unsigned char bytes[];
};

struct shared {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    _Bool each;
    atomic_uint counter;
    pthread_rwlock_t links;
    struct entry *first;
};

static struct entry *find(const struct shared *shared, const void *args)
{
    struct entry *entry = shared->first;

    while (entry && memcmp(entry->bytes, args, shared->function.args_size) != 0)
        entry = entry->next;
    return entry;
}

/* Somebody may have added it since we looked. */
static struct entry *add(struct shared *shared, const void *args)
{
    size_t size = shared->function.args_size;
    struct entry *entry;

    pthread_rwlock_wrlock(&shared->links);
    entry = find(shared, args);
    if (!entry && (entry = calloc(1, sizeof *entry + size + shared->function.result_size))) {
        pthread_mutex_init(&entry->mutex, NULL);
        memcpy(entry->bytes, args, size);
        entry->next = shared->first;
        shared->first = entry;
    }
    pthread_rwlock_unlock(&shared->links);
    return entry;
}

/* Add 1; at the limit, set it to 1. */
static void move_counter(struct shared *shared, struct entry *entry, _Bool due)
{
    if (shared->each)
        entry->counter = due ? 1 : entry->counter + 1;
    else if (due)
        atomic_store(&shared->counter, 1);
    else
        atomic_fetch_add(&shared->counter, 1);
}

static int call(struct function *self, const void *args, void *result)
{
    struct shared *shared = (struct shared *)self;
    unsigned counter = atomic_load(&shared->counter);
    int error = 0;

    if (!shared->each)
        tell_counter(counter);
    pthread_rwlock_rdlock(&shared->links);
    struct entry *entry = find(shared, args);
    pthread_rwlock_unlock(&shared->links);
    if (!entry && !(entry = add(shared, args)))
        return ENOMEM;
    pthread_mutex_lock(&entry->mutex);
    counter = shared->each ? entry->counter : atomic_load(&shared->counter);
    _Bool due = counter > shared->runs;
    if (due || !entry->held) {
        error = shared->wrapped->call(shared->wrapped, args, result);
        entry->held = error == 0;
        if (!error)
            memcpy(entry->bytes + self->args_size, result, self->result_size);
    } else
        memcpy(result, entry->bytes + self->args_size, self->result_size);
    if (!error)
        move_counter(shared, entry, due);
    pthread_mutex_unlock(&entry->mutex);
    return error;
}

static void release(struct function *self)
{
    struct shared *shared = (struct shared *)self;

    for (struct entry *entry = shared->first, *next; entry; entry = next) {
        next = entry->next;
        pthread_mutex_destroy(&entry->mutex);
        free(entry);
    }
    pthread_rwlock_destroy(&shared->links);
    shared->wrapped->release(shared->wrapped);
    free(shared);
}

static struct function *make(struct function *wrapped, unsigned runs, _Bool each)
{
    struct shared *shared = calloc(1, sizeof *shared);

    if (!shared)
        return NULL;
    shared->function = *wrapped;
    shared->function.call = call;
    shared->function.release = release;
    shared->wrapped = wrapped;
    shared->runs = runs;
    shared->each = each;
    pthread_rwlock_init(&shared->links, NULL);
    return &shared->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 0);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 1);
}
