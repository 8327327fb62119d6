/*
 * Step 2: the last result, and the counter.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned runs, counter;
    bool held;
    void *args, *result;
};

static int call_cached(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    bool equal = cached->held && memcmp(cached->args, args, self->args_size) == 0;
    int error = 0;

    tell_counter(cached->counter);
    if (cached->counter == cached->runs + 1) {
        cached->counter = 1;
        equal = false;
    } else {
        cached->counter++;
    }
    if (equal) {
        memcpy(result, cached->result, self->result_size);
    } else {
        error = cached->wrapped->call(cached->wrapped, args, result);
        memcpy(cached->args, args, self->args_size);
        memcpy(cached->result, result, self->result_size);
        cached->held = true;
    }
    return error;
}

static int call_wrapped(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;

    return cached->wrapped->call(cached->wrapped, args, result);
}

static void release_cached(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    cached->wrapped->release(cached->wrapped);
    free(cached->args);
    free(cached->result);
    free(cached);
}

static struct function *decorate(struct function *wrapped, unsigned runs)
{
    struct cached *cached = calloc(1, sizeof *cached);

    if (!cached)
        return NULL;
    cached->function = *wrapped;
    cached->function.call = call_cached;
    cached->function.release = release_cached;
    cached->wrapped = wrapped;
    cached->runs = runs;
    cached->args = malloc(wrapped->args_size);
    cached->result = malloc(wrapped->result_size);
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return decorate(wrapped, runs);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    struct function *function = decorate(wrapped, runs);

    if (function)
        function->call = call_wrapped;
    return function;
}
