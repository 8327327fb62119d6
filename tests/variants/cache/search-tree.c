/*
 * The results are in a tree of the C library's (tsearch); one that is dropped leaves it. Not for threads.
 */
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct known {
    size_t args_size; /* tsearch() passes nothing else to compare() */
    unsigned long counter;
    const void *args; /* its own bytes; of the one that is looked for, the caller's */
    unsigned char bytes[];
};

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned long runs, counter;
    void *root;
};

static int compare(const void *left, const void *right)
{
    const struct known *a = left, *b = right;

    return memcmp(a->args, b->args, a->args_size);
}

static struct known *find(struct cached *cached, const void *args)
{
    const struct known sought = {.args_size = cached->function.args_size, .args = args};
    struct known **node = tfind(&sought, &cached->root, compare);

    return node ? *node : NULL;
}

static void drop(struct cached *cached, struct known *known)
{
    if (known)
        tdelete(known, &cached->root, compare);
    free(known);
}

static struct known *add(struct cached *cached, const void *args)
{
    const size_t size = cached->function.args_size;
    struct known *known = calloc(1, sizeof *known + size + cached->function.result_size);

    if (!known)
        return NULL;
    known->args_size = size;
    known->args = memcpy(known->bytes, args, size);
    if (!tsearch(known, &cached->root, compare)) {
        free(known);
        return NULL;
    }
    return known;
}

/* What is held for these arguments, anew or for the first time; what was held before is dropped first. */
static int renew(struct cached *cached, const void *args, void *result)
{
    struct known *known = find(cached, args);
    int error = cached->wrapped->call(cached->wrapped, args, result);

    if (!error && !known && !(known = add(cached, args)))
        error = ENOMEM;
    if (error)
        drop(cached, known);
    else
        memcpy(known->bytes + known->args_size, result, cached->function.result_size);
    return error;
}

static int call_all_counted(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    const struct known *known = find(cached, args);
    unsigned long next = cached->counter > cached->runs ? 1 : cached->counter + 1;
    int error = 0;

    tell_counter((unsigned)cached->counter);
    if (next <= cached->counter || !known)
        error = renew(cached, args, result);
    else
        memcpy(result, known->bytes + known->args_size, self->result_size);
    if (!error)
        cached->counter = next;
    return error;
}

/* Who has no node here has a counter of 0: it is only ever an error that takes a node away, and after one, as
 * after none, the next call computes, and the counter is 1 then. */
static int call_each_counted(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    struct known *known = find(cached, args);
    int error;

    if (known && known->counter <= cached->runs) {
        known->counter++;
        memcpy(result, known->bytes + known->args_size, self->result_size);
        return 0;
    }
    if ((error = renew(cached, args, result)) == 0)
        find(cached, args)->counter = 1;
    return error;
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    tdestroy(cached->root, free);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *make(struct function *wrapped, unsigned runs,
                             int (*call)(struct function *, const void *, void *))
{
    struct cached *cached = malloc(sizeof *cached);

    if (!cached)
        return NULL;
    *cached = (struct cached){*wrapped, wrapped, runs, 0, NULL};
    cached->function.call = call;
    cached->function.release = release;
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, call_all_counted);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, call_each_counted);
}
