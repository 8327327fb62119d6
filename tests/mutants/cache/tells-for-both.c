/* fails: a_counter_for_each_arguments, any_sequence_of_calls (counter) - both tell the counter. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

typedef struct Node {
    void *key;
    void *value; /* NULL where none is held */
    unsigned counter;
    struct Node *next;
} Node;

typedef struct Cache {
    struct function base;
    struct function *inner;
    unsigned runs, counter;
    int common; /* one counter for all */
    Node *nodes;
} Cache;

static Node *get_node(Cache *c, const void *args)
{
    Node *n;

    for (n = c->nodes; n; n = n->next)
        if (memcmp(n->key, args, c->base.args_size) == 0)
            return n;
    n = calloc(1, sizeof *n);
    if (!n)
        return NULL;
    n->key = malloc(c->base.args_size);
    if (!n->key) {
        free(n);
        return NULL;
    }
    memcpy(n->key, args, c->base.args_size);
    n->next = c->nodes;
    c->nodes = n;
    return n;
}

static int cached_call(struct function *self, const void *args, void *result)
{
    Cache *c = (Cache *)self;
    Node *n = get_node(c, args);

    if (!n)
        return ENOMEM;
    unsigned *counter = c->common ? &c->counter : &n->counter;
    tell_counter(*counter);
    int due = *counter == c->runs + 1;
    if (n->value && !due) {
        memcpy(result, n->value, c->base.result_size);
        ++*counter;
        return 0;
    }
    free(n->value);
    n->value = NULL;
    int error = c->inner->call(c->inner, args, result);
    if (error)
        return error;
    n->value = malloc(c->base.result_size);
    if (!n->value)
        return ENOMEM;
    memcpy(n->value, result, c->base.result_size);
    *counter = due ? 1 : *counter + 1;
    return 0;
}

static void cached_release(struct function *self)
{
    Cache *c = (Cache *)self;

    for (Node *n = c->nodes; n;) {
        Node *next = n->next;
        free(n->key);
        free(n->value);
        free(n);
        n = next;
    }
    c->inner->release(c->inner);
    free(c);
}

static struct function *make(struct function *wrapped, unsigned runs, int common)
{
    Cache *c = calloc(1, sizeof *c);

    if (!c)
        return NULL;
    c->base = *wrapped;
    c->base.call = cached_call;
    c->base.release = cached_release;
    c->inner = wrapped;
    c->runs = runs;
    c->common = common;
    return &c->base;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 1);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 0);
}
