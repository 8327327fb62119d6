/*
 * One struct, and a table of functions behind a pointer that makes it the one decorator or the other. Not for
 * threads.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct cached;
struct result;

/* What the two decorators do differently. */
struct strategy {
    int (*is_due)(struct cached *cached, const struct result *result);
    void (*computed)(struct cached *cached, struct result *result, int was_due);
    void (*served)(struct cached *cached, struct result *result);
};

/* A result lives as long as it is held; the arguments come first in its bytes. */
struct result {
    struct result *before;
    unsigned long counter;
    unsigned char bytes[];
};

struct cached {
    struct function function;
    struct function *wrapped;
    const struct strategy *strategy;
    unsigned long runs, counter;
    struct result *last;
};

static int all_due(struct cached *cached, const struct result *result)
{
    (void)result;
    tell_counter((unsigned)cached->counter);
    return cached->counter > cached->runs;
}

static void all_computed(struct cached *cached, struct result *result, int was_due)
{
    (void)result;
    cached->counter = was_due ? 1 : cached->counter + 1;
}

static void all_served(struct cached *cached, struct result *result)
{
    (void)result;
    cached->counter++;
}

static int each_due(struct cached *cached, const struct result *result)
{
    return result && result->counter > cached->runs;
}

static void each_computed(struct cached *cached, struct result *result, int was_due)
{
    (void)cached, (void)was_due;
    result->counter = 1;
}

static void each_served(struct cached *cached, struct result *result)
{
    (void)cached;
    result->counter++;
}

static const struct strategy one_counter = {all_due, all_computed, all_served};
static const struct strategy a_counter_each = {each_due, each_computed, each_served};

/* The link to the result for these arguments; to nothing, at the end, where none is held. */
static struct result **find(struct cached *cached, const void *args)
{
    struct result **link = &cached->last;

    while (*link && memcmp((*link)->bytes, args, cached->function.args_size) != 0)
        link = &(*link)->before;
    return link;
}

static void drop(struct result **link)
{
    struct result *result = *link;

    if (result) {
        *link = result->before;
        free(result);
    }
}

static int compute(struct cached *cached, struct result **link, const void *args, void *value, int due)
{
    const struct function *function = &cached->function;

    drop(link);
    int error = cached->wrapped->call(cached->wrapped, args, value);
    if (error)
        return error;
    struct result *result = malloc(sizeof *result + function->args_size + function->result_size);
    if (!result)
        return ENOMEM;
    memcpy(result->bytes, args, function->args_size);
    memcpy(result->bytes + function->args_size, value, function->result_size);
    result->before = cached->last;
    cached->last = result;
    cached->strategy->computed(cached, result, due);
    return 0;
}

static int call(struct function *self, const void *args, void *value)
{
    struct cached *cached = (struct cached *)self;
    struct result **link = find(cached, args);
    int due = cached->strategy->is_due(cached, *link);

    if (due || !*link)
        return compute(cached, link, args, value, due);
    memcpy(value, (*link)->bytes + self->args_size, self->result_size);
    cached->strategy->served(cached, *link);
    return 0;
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    while (cached->last)
        drop(&cached->last);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *make(struct function *wrapped, unsigned runs, const struct strategy *strategy)
{
    struct cached *cached = calloc(1, sizeof *cached);

    if (!cached)
        return NULL;
    cached->function = *wrapped;
    cached->function.call = call;
    cached->function.release = release;
    cached->wrapped = wrapped;
    cached->strategy = strategy;
    cached->runs = runs;
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, &one_counter);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, &a_counter_each);
}
