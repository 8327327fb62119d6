/*
 * A list in which what was asked for last comes first, and two structs, one for each decorator. Not for
 * threads.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct node {
    struct node *next;
    void *args, *result; /* result is NULL where none is held */
    unsigned long served;
};

/* What both decorators have. */
struct list {
    struct function function;
    struct function *wrapped;
    unsigned long runs;
    struct node *first;
};

struct with_one_counter {
    struct list list;
    unsigned long counter;
};

static void *copy(const void *bytes, size_t size)
{
    void *new = malloc(size ? size : 1);

    return new ? memcpy(new, bytes, size) : NULL;
}

static void free_node(struct node *node)
{
    free(node->args);
    free(node->result);
    free(node);
}

/* The node of these arguments, which is the first one then. NULL: out of memory. */
static struct node *to_front(struct list *list, const void *args)
{
    struct node **link = &list->first, *node;

    while (*link && memcmp((*link)->args, args, list->function.args_size) != 0)
        link = &(*link)->next;
    node = *link;
    if (node) {
        *link = node->next;
    } else {
        node = calloc(1, sizeof *node);
        if (!node || !(node->args = copy(args, list->function.args_size))) {
            free(node);
            return NULL;
        }
    }
    node->next = list->first;
    return list->first = node;
}

/* Compute, and hold the result in the first node; after an error, remove that node. */
static int renew(struct list *list, const void *args, void *result)
{
    struct node *node = list->first;

    free(node->result);
    node->result = NULL;
    int error = list->wrapped->call(list->wrapped, args, result);
    if (!error && !(node->result = copy(result, list->function.result_size)))
        error = ENOMEM;
    return error;
}

static int call_with_one_counter(struct function *self, const void *args, void *result)
{
    struct with_one_counter *all = (struct with_one_counter *)self;
    struct node *node = to_front(&all->list, args);
    int error = node ? 0 : ENOMEM;

    tell_counter((unsigned)all->counter);
    if (error)
        return error;
    if (all->counter > all->list.runs) {
        if ((error = renew(&all->list, args, result)) == 0)
            all->counter = 1;
        return error;
    }
    if (!node->result)
        error = renew(&all->list, args, result);
    else
        memcpy(result, node->result, self->result_size);
    if (!error)
        all->counter++;
    return error;
}

static int call_with_counter_each(struct function *self, const void *args, void *result)
{
    struct list *list = (struct list *)self;
    struct node *node = to_front(list, args);

    if (!node)
        return ENOMEM;
    if (node->result && node->served < list->runs) {
        node->served++;
        memcpy(result, node->result, self->result_size);
        return 0;
    }
    /* An error leaves the counter: after one at the end of the runs the next result is as good as a renewed
     * one. */
    int error = renew(list, args, result);
    if (!error)
        node->served = 0;
    return error;
}

static void release(struct function *self)
{
    struct list *list = (struct list *)self;

    for (struct node *node = list->first, *next; node; node = next) {
        next = node->next;
        free_node(node);
    }
    list->wrapped->release(list->wrapped);
    free(list);
}

static struct function *make(struct list *list, struct function *wrapped, unsigned runs,
                             int (*call)(struct function *, const void *, void *))
{
    if (!list)
        return NULL;
    list->function = *wrapped;
    list->function.call = call;
    list->function.release = release;
    list->wrapped = wrapped;
    list->runs = runs;
    return &list->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    struct with_one_counter *all = calloc(1, sizeof *all);

    return make(all ? &all->list : NULL, wrapped, runs, call_with_one_counter);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(calloc(1, sizeof(struct list)), wrapped, runs, call_with_counter_each);
}
