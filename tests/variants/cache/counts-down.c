/*
 * Each decorator has separate code. cache_per_arguments() counts down how often it may still serve a
 * result.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct use {
    struct use *next;
    uint64_t left; /* how often the result may be served; 0: compute */
    unsigned char bytes[];
};

struct each {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    struct use *uses;
};

static int call_each(struct function *self, const void *args, void *result)
{
    struct each *each = (struct each *)self;
    size_t asize = self->args_size, rsize = self->result_size;
    struct use *use = each->uses;

    while (use && memcmp(use->bytes + rsize, args, asize) != 0)
        use = use->next;
    if (use && use->left > 0) {
        use->left--;
        memcpy(result, use->bytes, rsize);
        return 0;
    }
    int error = each->wrapped->call(each->wrapped, args, result);
    if (error)
        return error; /* nothing is left of an old one: it was due */
    if (!use) {
        if (!(use = malloc(sizeof *use + rsize + asize)))
            return ENOMEM;
        memcpy(use->bytes + rsize, args, asize);
        use->next = each->uses;
        each->uses = use;
    }
    memcpy(use->bytes, result, rsize);
    use->left = each->runs;
    return 0;
}

static void release_each(struct function *self)
{
    struct each *each = (struct each *)self;

    for (struct use *use = each->uses, *next; use; use = next) {
        next = use->next;
        free(use);
    }
    each->wrapped->release(each->wrapped);
    free(each);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    struct each *each = malloc(sizeof *each);

    if (!each)
        return NULL;
    *each = (struct each){*wrapped, wrapped, runs, NULL};
    each->function.call = call_each;
    each->function.release = release_each;
    return &each->function;
}

struct result {
    struct result *next;
    void *args, *value;
};

struct all {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool full; /* the counter has passed UINT_MAX: it is at `runs` + 1 for the largest `runs` */
    unsigned counter;
    struct result *results;
};

static bool is_due(const struct all *all)
{
    return all->full || all->counter > all->runs;
}

static void advance(struct all *all, bool due)
{
    if (due) {
        all->full = false;
        all->counter = 1;
    } else if (all->counter == UINT32_MAX) {
        all->full = true;
    } else {
        all->counter++;
    }
}

static void drop(struct result **link)
{
    struct result *old = *link;

    *link = old->next;
    free(old->args);
    free(old->value);
    free(old);
}

static struct result *hold(struct all *all, const void *args, const void *value)
{
    struct result *result = calloc(1, sizeof *result);

    if (!result)
        return NULL;
    result->next = all->results;
    all->results = result;
    result->args = malloc(all->function.args_size);
    result->value = malloc(all->function.result_size);
    if (!result->args || !result->value) {
        drop(&all->results);
        return NULL;
    }
    memcpy(result->args, args, all->function.args_size);
    memcpy(result->value, value, all->function.result_size);
    return result;
}

static int call_all(struct function *self, const void *args, void *result)
{
    struct all *all = (struct all *)self;
    bool due = is_due(all);
    struct result **link = &all->results;
    int error = 0;

    tell_counter(all->full ? 0 : all->counter); /* UINT_MAX + 1 is 0 */
    while (*link && memcmp((*link)->args, args, self->args_size) != 0)
        link = &(*link)->next;
    if (*link && !due) {
        memcpy(result, (*link)->value, self->result_size);
    } else {
        error = all->wrapped->call(all->wrapped, args, result);
        if (*link)
            drop(link); /* the old one goes in any case */
        if (!error && !hold(all, args, result))
            error = ENOMEM;
    }
    if (!error)
        advance(all, due);
    return error;
}

static void release_all(struct function *self)
{
    struct all *all = (struct all *)self;

    while (all->results)
        drop(&all->results);
    all->wrapped->release(all->wrapped);
    free(all);
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    struct all *all = calloc(1, sizeof *all);

    if (!all)
        return NULL;
    all->function = *wrapped;
    all->function.call = call_all;
    all->function.release = release_all;
    all->wrapped = wrapped;
    all->runs = runs;
    return &all->function;
}
