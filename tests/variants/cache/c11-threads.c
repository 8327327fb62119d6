/*
 * Uses the mutex and the conditions of C11, one condition for each entry. Safe for threads.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "kit/function.h"

struct entry {
    struct entry *next;
    cnd_t done; /* with computing it */
    bool computing;
    unsigned long counter;
    void *args, *result; /* behind the entry; `result` is NULL where none is held */
};

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned long runs;
    bool for_each;
    mtx_t mutex;
    unsigned long counter;
    struct entry *first;
};

static struct entry *add(struct cached *cached, const void *args)
{
    const struct function *function = &cached->function;
    struct entry *entry = calloc(1, sizeof *entry + function->args_size + function->result_size);

    if (!entry || cnd_init(&entry->done) != thrd_success) {
        free(entry);
        return NULL;
    }
    entry->args = memcpy(entry + 1, args, function->args_size);
    entry->next = cached->first;
    return cached->first = entry;
}

static struct entry *find(struct cached *cached, const void *args)
{
    for (struct entry *entry = cached->first; entry; entry = entry->next)
        if (memcmp(entry->args, args, cached->function.args_size) == 0)
            return entry;
    return add(cached, args);
}

static int compute(struct cached *cached, struct entry *entry, const void *args, void *result)
{
    entry->computing = true;
    mtx_unlock(&cached->mutex);
    int error = cached->wrapped->call(cached->wrapped, args, result);
    mtx_lock(&cached->mutex);
    entry->computing = false;
    entry->result = error ? NULL : (char *)entry->args + cached->function.args_size;
    if (!error)
        memcpy(entry->result, result, cached->function.result_size);
    cnd_broadcast(&entry->done);
    return error;
}

static int answer(struct cached *cached, const void *args, void *result)
{
    struct entry *entry = find(cached, args);

    if (!entry)
        return ENOMEM;
    while (entry->computing)
        cnd_wait(&entry->done, &cached->mutex);
    unsigned long *counter = cached->for_each ? &entry->counter : &cached->counter;
    bool due = *counter > cached->runs;
    if (!cached->for_each)
        tell_counter((unsigned)*counter);
    if (due || !entry->result) {
        int error = compute(cached, entry, args, result);
        if (error)
            return error;
    } else {
        memcpy(result, entry->result, cached->function.result_size);
    }
    *counter = due ? 1 : *counter + 1;
    return 0;
}

static int call(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;

    mtx_lock(&cached->mutex);
    int error = answer(cached, args, result);
    mtx_unlock(&cached->mutex);
    return error;
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    for (struct entry *entry = cached->first, *next; entry; entry = next) {
        next = entry->next;
        cnd_destroy(&entry->done);
        free(entry);
    }
    mtx_destroy(&cached->mutex);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *make(struct function *wrapped, unsigned runs, bool for_each)
{
    struct cached *cached = calloc(1, sizeof *cached);

    if (!cached || mtx_init(&cached->mutex, mtx_plain) != thrd_success) {
        free(cached);
        return NULL;
    }
    cached->function = *wrapped;
    cached->function.call = call;
    cached->function.release = release;
    cached->wrapped = wrapped;
    cached->runs = runs;
    cached->for_each = for_each;
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
