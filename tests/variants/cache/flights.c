/*
 * A miss starts a flight with a condition; equal calls join it, and the last one frees it. The tree comes from <search.h>. Safe for threads.
 */
#include <errno.h>
#include <pthread.h>
#include <search.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct flight {
    pthread_cond_t landed;
    bool has_landed;
    unsigned passengers;
};

struct node {
    size_t size;
    const void *args; /* the key: of the caller while it is only looked for */
    unsigned long counter;
    struct flight *flight;
    unsigned char *result; /* NULL where none is held */
    unsigned char copy[];
};

struct memo {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool per_arguments;
    unsigned long counter;
    void *tree;
    pthread_mutex_t mutex;
};

static int compare(const void *a, const void *b)
{
    const struct node *left = a, *right = b;

    return memcmp(left->args, right->args, left->size);
}

static void free_node(void *memory)
{
    struct node *node = memory;

    free(node->result);
    free(node);
}

static struct node *find(struct memo *memo, const void *args)
{
    struct node wanted = {.size = memo->function.args_size, .args = args}, *node;
    struct node **found = tfind(&wanted, &memo->tree, compare);

    if (found)
        return *found;
    node = calloc(1, sizeof *node + wanted.size);
    if (!node)
        return NULL;
    node->size = wanted.size;
    node->args = memcpy(node->copy, args, wanted.size);
    if (tsearch(node, &memo->tree, compare))
        return node;
    free(node);
    return NULL;
}

static void leave(struct flight *flight)
{
    if (--flight->passengers > 0)
        return;
    pthread_cond_destroy(&flight->landed);
    free(flight);
}

static void join(struct memo *memo, struct node *node)
{
    struct flight *flight = node->flight;

    flight->passengers++;
    while (!flight->has_landed)
        pthread_cond_wait(&flight->landed, &memo->mutex);
    leave(flight);
}

static int fly(struct memo *memo, struct node *node, const void *args, void *result)
{
    struct flight *flight = calloc(1, sizeof *flight);
    unsigned char *kept = malloc(memo->function.result_size);
    int error = ENOMEM;

    free(node->result);
    node->result = NULL;
    if (!flight || !kept) {
        free(flight);
        free(kept);
        return error;
    }
    pthread_cond_init(&flight->landed, NULL);
    flight->passengers = 1;
    node->flight = flight;
    pthread_mutex_unlock(&memo->mutex);
    error = memo->wrapped->call(memo->wrapped, args, result);
    if (error == 0)
        memcpy(kept, result, memo->function.result_size);
    pthread_mutex_lock(&memo->mutex);
    if (error) {
        free(kept);
        kept = NULL;
    }
    node->result = kept;
    node->flight = NULL;
    flight->has_landed = true;
    pthread_cond_broadcast(&flight->landed);
    leave(flight);
    return error;
}

static int call_locked(struct memo *memo, const void *args, void *result)
{
    struct node *node = find(memo, args);
    int error = 0;

    while (node && node->flight)
        join(memo, node);
    if (!memo->per_arguments)
        tell_counter((unsigned)memo->counter);
    if (!node)
        return ENOMEM;
    unsigned long *counter = memo->per_arguments ? &node->counter : &memo->counter;
    bool due = *counter > memo->runs;
    if (due || !node->result)
        error = fly(memo, node, args, result);
    else
        memcpy(result, node->result, memo->function.result_size);
    if (!error)
        *counter = due ? 1 : *counter + 1;
    return error;
}

static int call(struct function *self, const void *args, void *result)
{
    struct memo *memo = (struct memo *)self;

    pthread_mutex_lock(&memo->mutex);
    int error = call_locked(memo, args, result);
    pthread_mutex_unlock(&memo->mutex);
    return error;
}

static void release(struct function *self)
{
    struct memo *memo = (struct memo *)self;

    tdestroy(memo->tree, free_node);
    pthread_mutex_destroy(&memo->mutex);
    memo->wrapped->release(memo->wrapped);
    free(memo);
}

static struct function *make(struct function *wrapped, unsigned runs, bool per_arguments)
{
    struct memo *memo = calloc(1, sizeof *memo);

    if (!memo)
        return NULL;
    memo->function = *wrapped;
    memo->function.call = call;
    memo->function.release = release;
    memo->wrapped = wrapped;
    memo->runs = runs;
    memo->per_arguments = per_arguments;
    pthread_mutex_init(&memo->mutex, NULL);
    return &memo->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
