/* fails: arguments_are_compared_whole - Its loop stops one byte too early when it compares arguments. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

typedef struct node {
    struct node *next;
    unsigned char *key, *value; /* value: NULL while none is held */
    unsigned long uses;
} node_t;

typedef struct {
    struct function base;
    struct function *inner;
    unsigned long limit; /* runs */
    unsigned long uses;
    bool shared; /* one counter for all */
    node_t *list;
    pthread_mutex_t lock;
} memo_t;

static bool is_same(const char *key, const char *args, size_t size)
{
    while (--size > 0)
        if (*key++ != *args++)
            return false;
    return true;
}

static node_t *search(memo_t *memo, const void *args)
{
    for (node_t *node = memo->list; node != NULL; node = node->next)
        if (is_same((const char *)node->key, args, memo->base.args_size))
            return node;
    return NULL;
}

static void destroy_node(node_t *node)
{
    free(node->key);
    free(node->value);
    free(node);
}

static void unlink_node(memo_t *memo, node_t *victim)
{
    node_t **link = &memo->list;

    while (*link != victim)
        link = &(*link)->next;
    *link = victim->next;
    destroy_node(victim);
}

static node_t *create_node(memo_t *memo, const void *args)
{
    node_t *node = calloc(1, sizeof *node);

    if (node == NULL)
        return NULL;
    node->key = malloc(memo->base.args_size);
    node->value = malloc(memo->base.result_size);
    if (node->key == NULL || node->value == NULL) {
        destroy_node(node);
        return NULL;
    }
    memcpy(node->key, args, memo->base.args_size);
    node->next = memo->list;
    memo->list = node;
    return node;
}

static int evaluate(memo_t *memo, const void *args, void *result)
{
    node_t *node = search(memo, args);
    unsigned long *uses = memo->shared ? &memo->uses : node ? &node->uses : NULL;
    bool due = uses && *uses > memo->limit;
    int error;

    if (memo->shared)
        tell_counter((unsigned)*uses);
    if (node != NULL && !due) {
        memcpy(result, node->value, memo->base.result_size);
        ++*uses;
        return 0;
    }
    error = memo->inner->call(memo->inner, args, result);
    if (error == 0 && node == NULL) {
        node = create_node(memo, args);
        if (node == NULL)
            error = ENOMEM;
        else if (!memo->shared)
            uses = &node->uses;
    }
    if (error != 0) {
        if (node != NULL)
            unlink_node(memo, node);
        return error;
    }
    memcpy(node->value, result, memo->base.result_size);
    *uses = due ? 1 : *uses + 1;
    return 0;
}

static int memo_call(struct function *self, const void *args, void *result)
{
    memo_t *memo = (memo_t *)self;
    int error;

    pthread_mutex_lock(&memo->lock);
    error = evaluate(memo, args, result);
    pthread_mutex_unlock(&memo->lock);
    return error;
}

static void memo_release(struct function *self)
{
    memo_t *memo = (memo_t *)self;

    while (memo->list != NULL)
        unlink_node(memo, memo->list);
    memo->inner->release(memo->inner);
    pthread_mutex_destroy(&memo->lock);
    free(memo);
}

static struct function *memoize(struct function *wrapped, unsigned runs, bool shared)
{
    memo_t *memo = calloc(1, sizeof *memo);

    if (memo == NULL)
        return NULL;
    memo->base.name = wrapped->name;
    memo->base.args_size = wrapped->args_size;
    memo->base.result_size = wrapped->result_size;
    memo->base.call = memo_call;
    memo->base.release = memo_release;
    memo->inner = wrapped;
    memo->limit = runs;
    memo->shared = shared;
    pthread_mutex_init(&memo->lock, NULL);
    return &memo->base;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return memoize(wrapped, runs, true);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return memoize(wrapped, runs, false);
}
