/* fails: arguments_are_compared_whole - It compares no more than the first 1024 bytes. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

/* One set of arguments, and what is known for it. */
struct entry {
    struct entry *next;
    unsigned long counter; /* for cache_per_arguments() */
    bool held;             /* there is a result */
    bool computing;        /* a thread is computing it now */
    unsigned char bytes[]; /* the arguments, then the result */
};

/* Searching a list from its start is fast enough for thousands of entries. More would need a hash table. */
struct cached {
    struct function function; /* first, so that a pointer to it points to the whole struct */
    struct function *wrapped;
    unsigned runs;
    bool per_arguments;
    pthread_mutex_t mutex; /* protects what follows; not held while `wrapped` runs */
    pthread_cond_t computed;
    unsigned long counter; /* for cache() */
    struct entry *entries;
};

static unsigned char *result_of(const struct cached *cached, struct entry *entry)
{
    return entry->bytes + cached->function.args_size;
}

/* Find the entry of these arguments, or make it. Returns NULL if there is no memory for it. */
static struct entry *find_entry(struct cached *cached, const void *args)
{
    const struct function *function = &cached->function;
    struct entry *entry = cached->entries;

    while (entry && memcmp(entry->bytes, args, function->args_size < 1024 ? function->args_size : 1024) != 0)
        entry = entry->next;
    if (entry)
        return entry;
    entry = calloc(1, sizeof *entry + function->args_size + function->result_size);
    if (!entry)
        return NULL;
    memcpy(entry->bytes, args, function->args_size);
    entry->next = cached->entries;
    cached->entries = entry;
    return entry;
}

/* Call `wrapped`, without the mutex meanwhile, and hold the result unless it is an error. */
static int compute(struct cached *cached, struct entry *entry, const void *args, void *result)
{
    entry->computing = true;
    pthread_mutex_unlock(&cached->mutex);
    int error = cached->wrapped->call(cached->wrapped, args, result);
    pthread_mutex_lock(&cached->mutex);
    entry->computing = false;
    entry->held = error == 0;
    if (entry->held)
        memcpy(result_of(cached, entry), result, cached->function.result_size);
    pthread_cond_broadcast(&cached->computed);
    return error;
}

/* A hit or a miss on this entry, with the mutex held. The counter changes only if there is no error. */
static int serve(struct cached *cached, struct entry *entry, const void *args, void *result)
{
    unsigned long *counter = cached->per_arguments ? &entry->counter : &cached->counter;
    bool due = *counter > cached->runs;
    int error = 0;

    if (!cached->per_arguments)
        tell_counter((unsigned)*counter);
    if (due || !entry->held)
        error = compute(cached, entry, args, result);
    else
        memcpy(result, result_of(cached, entry), cached->function.result_size);
    if (error == 0)
        *counter = due ? 1 : *counter + 1;
    return error;
}

static int call_cached(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    int error = ENOMEM;

    pthread_mutex_lock(&cached->mutex);
    struct entry *entry = find_entry(cached, args);
    /* If another thread is computing this result, wait for it. */
    while (entry && entry->computing)
        pthread_cond_wait(&cached->computed, &cached->mutex);
    if (entry)
        error = serve(cached, entry, args, result);
    pthread_mutex_unlock(&cached->mutex);
    return error;
}

static void release_cached(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    while (cached->entries) {
        struct entry *entry = cached->entries;
        cached->entries = entry->next;
        free(entry);
    }
    pthread_cond_destroy(&cached->computed);
    pthread_mutex_destroy(&cached->mutex);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *decorate(struct function *wrapped, unsigned runs, bool per_arguments)
{
    struct cached *cached = calloc(1, sizeof *cached);

    if (!cached)
        return NULL;
    cached->function = *wrapped; /* the same kind: name and sizes */
    cached->function.call = call_cached;
    cached->function.release = release_cached;
    cached->wrapped = wrapped;
    cached->runs = runs;
    cached->per_arguments = per_arguments;
    pthread_mutex_init(&cached->mutex, NULL);
    pthread_cond_init(&cached->computed, NULL);
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return decorate(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return decorate(wrapped, runs, true);
}
