/*
 * A trie: half a byte of the arguments leads from each node to the next. Not for threads.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

#define BRANCHES 16

struct node {
    struct node *branches[BRANCHES];
    void *result;       /* of a leaf */
    unsigned long left; /* of a leaf: calls that its result is still good for */
};

struct trie {
    struct function function;
    struct function *wrapped;
    unsigned long runs, counter;
    struct node root;
};

/* The leaf of these arguments. NULL where there is no memory for the way to it. */
static struct node *walk(struct trie *trie, const unsigned char *args)
{
    struct node *node = &trie->root;

    for (size_t half = 0; half < trie->function.args_size * 2; half++) {
        unsigned which = half % 2 ? args[half / 2] & 15 : args[half / 2] >> 4;
        if (!node->branches[which] && !(node->branches[which] = calloc(1, sizeof *node)))
            return NULL;
        node = node->branches[which];
    }
    return node;
}

static int renew(struct trie *trie, struct node *leaf, const void *args, void *result)
{
    const size_t size = trie->function.result_size;

    if (!leaf->result && !(leaf->result = malloc(size)))
        return ENOMEM;
    int error = trie->wrapped->call(trie->wrapped, args, result);
    if (!error) {
        memcpy(leaf->result, result, size);
        leaf->left = trie->runs;
        return 0;
    }
    free(leaf->result);
    leaf->result = NULL;
    return error;
}

static int call_by_all(struct function *self, const void *args, void *result)
{
    struct trie *trie = (struct trie *)self;
    struct node *leaf = walk(trie, args);
    int due = trie->counter > trie->runs;

    tell_counter((unsigned)trie->counter);
    if (!leaf)
        return ENOMEM;
    if (due || !leaf->result) {
        int error = renew(trie, leaf, args, result);
        if (error)
            return error;
    } else {
        memcpy(result, leaf->result, self->result_size);
    }
    trie->counter = due ? 1 : trie->counter + 1;
    return 0;
}

static int call_by_each(struct function *self, const void *args, void *result)
{
    struct trie *trie = (struct trie *)self;
    struct node *leaf = walk(trie, args);

    if (!leaf)
        return ENOMEM;
    if (!leaf->result || leaf->left == 0)
        return renew(trie, leaf, args, result);
    leaf->left--;
    memcpy(result, leaf->result, self->result_size);
    return 0;
}

/* As deep as the arguments are long. */
static void fell(struct node *node)
{
    for (size_t b = 0; b < BRANCHES; b++)
        if (node->branches[b]) {
            fell(node->branches[b]);
            free(node->branches[b]);
        }
    free(node->result);
}

static void release(struct function *self)
{
    struct trie *trie = (struct trie *)self;

    fell(&trie->root);
    trie->wrapped->release(trie->wrapped);
    free(trie);
}

static struct function *plant(struct function *wrapped, unsigned runs,
                              int (*call)(struct function *, const void *, void *))
{
    struct trie *trie = calloc(1, sizeof *trie);

    if (!trie)
        return NULL;
    trie->function = (struct function){.name = wrapped->name,
                                       .args_size = wrapped->args_size,
                                       .result_size = wrapped->result_size,
                                       .call = call,
                                       .release = release};
    trie->wrapped = wrapped;
    trie->runs = runs;
    return &trie->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return plant(wrapped, runs, call_by_all);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return plant(wrapped, runs, call_by_each);
}
