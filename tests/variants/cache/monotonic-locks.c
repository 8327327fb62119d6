/*
 * As entry-locks, and waited for by a clock that never jumps. Safe for threads.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kit/function.h"

struct count {
    pthread_mutex_t mutex; /* held for a moment only */
    unsigned long counter;
};

struct entry {
    struct entry *next;
    pthread_mutex_t mutex; /* of `held` and of the result */
    bool held;
    struct count own;
    unsigned char bytes[]; /* the arguments, then the result */
};

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned long runs;
    bool told; /* one count for all, and that is told */
    struct count all;
    pthread_rwlock_t lock; /* of the list, not of what is in it */
    struct entry *entries;
};

/* By a clock that never jumps. */
static struct timespec in_a_minute(void)
{
    struct timespec then;

    clock_gettime(CLOCK_MONOTONIC, &then);
    then.tv_sec += 60;
    return then;
}

static void lock(pthread_mutex_t *mutex)
{
    struct timespec until = in_a_minute();

    while (pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &until) != 0)
        until = in_a_minute();
}

static void lock_list(struct cached *cached, bool to_write)
{
    struct timespec until = in_a_minute();

    while ((to_write ? pthread_rwlock_clockwrlock(&cached->lock, CLOCK_MONOTONIC, &until)
                     : pthread_rwlock_clockrdlock(&cached->lock, CLOCK_MONOTONIC, &until)) != 0)
        until = in_a_minute();
}

static struct entry *search(const struct cached *cached, const void *args)
{
    struct entry *entry = cached->entries;

    while (entry && memcmp(entry->bytes, args, cached->function.args_size) != 0)
        entry = entry->next;
    return entry;
}

static struct entry *new_entry(struct cached *cached, const void *args)
{
    const size_t args_size = cached->function.args_size;
    struct entry *entry = calloc(1, sizeof *entry + args_size + cached->function.result_size);

    if (!entry)
        return NULL;
    pthread_mutex_init(&entry->mutex, NULL);
    pthread_mutex_init(&entry->own.mutex, NULL);
    memcpy(entry->bytes, args, args_size);
    entry->next = cached->entries;
    return cached->entries = entry;
}

/* Many may look at once. Who does not find it looks again when he alone may write: another may have been
 * quicker. */
static struct entry *find(struct cached *cached, const void *args)
{
    lock_list(cached, false);
    struct entry *entry = search(cached, args);
    pthread_rwlock_unlock(&cached->lock);
    if (entry)
        return entry;
    lock_list(cached, true);
    entry = search(cached, args);
    if (!entry)
        entry = new_entry(cached, args);
    pthread_rwlock_unlock(&cached->lock);
    return entry;
}

static unsigned long read_count(struct count *count, bool told)
{
    lock(&count->mutex);
    unsigned long counter = count->counter;
    if (told)
        tell_counter((unsigned)counter);
    pthread_mutex_unlock(&count->mutex);
    return counter;
}

static void move_count(struct count *count, bool due)
{
    lock(&count->mutex);
    count->counter = due ? 1 : count->counter + 1;
    pthread_mutex_unlock(&count->mutex);
}

/* The caller holds the entry's mutex. */
static int answer(struct cached *cached, struct entry *entry, const void *args, void *result)
{
    struct count *count = cached->told ? &cached->all : &entry->own;
    unsigned char *held = entry->bytes + cached->function.args_size;
    bool due = read_count(count, cached->told) > cached->runs;

    if (due || !entry->held) {
        int error = cached->wrapped->call(cached->wrapped, args, result);
        entry->held = !error;
        if (error)
            return error;
        memcpy(held, result, cached->function.result_size);
    } else {
        memcpy(result, held, cached->function.result_size);
    }
    move_count(count, due);
    return 0;
}

static int call(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    struct entry *entry = find(cached, args);

    if (!entry)
        return ENOMEM;
    lock(&entry->mutex);
    int error = answer(cached, entry, args, result);
    pthread_mutex_unlock(&entry->mutex);
    return error;
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    for (struct entry *entry = cached->entries, *next; entry; entry = next) {
        next = entry->next;
        pthread_mutex_destroy(&entry->mutex);
        pthread_mutex_destroy(&entry->own.mutex);
        free(entry);
    }
    pthread_rwlock_destroy(&cached->lock);
    pthread_mutex_destroy(&cached->all.mutex);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *make(struct function *wrapped, unsigned runs, bool told)
{
    struct cached *cached = calloc(1, sizeof *cached);

    if (!cached)
        return NULL;
    cached->function = *wrapped;
    cached->function.call = call;
    cached->function.release = release;
    cached->wrapped = wrapped;
    cached->runs = runs;
    cached->told = told;
    pthread_mutex_init(&cached->all.mutex, NULL);
    pthread_rwlock_init(&cached->lock, NULL);
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}
