/*
 * The results are in a tree of tsearch(). It finds them by their argument bytes.
 */
#include <errno.h>
#include <search.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct item {
    uint64_t counter;
    bool held;
    unsigned char bytes[]; /* arguments, result */
};

struct memory {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool single; /* a counter for each arguments */
    uint64_t counter;
    void *root;
};

static struct item *new_item(const struct memory *memory, const void *args)
{
    struct item *item = calloc(1, sizeof *item + memory->function.args_size + memory->function.result_size);

    if (item)
        memcpy(item->bytes, args, memory->function.args_size);
    return item;
}

static _Thread_local size_t compared; /* bytes; tsearch() hands nothing through */

static int compare(const void *left, const void *right)
{
    return memcmp(((const struct item *)left)->bytes, ((const struct item *)right)->bytes, compared);
}

static struct item *item_of(struct memory *memory, const void *args)
{
    struct item *wanted = new_item(memory, args);

    if (!wanted)
        return NULL;
    compared = memory->function.args_size;
    struct item **found = tsearch(wanted, &memory->root, compare);
    if (!found || *found != wanted)
        free(wanted);
    return found ? *found : NULL;
}

/* The rule of the handout, for any container of the items. */
static int call(struct function *self, const void *args, void *result)
{
    struct memory *memory = (struct memory *)self;

    if (!memory->single)
        tell_counter((unsigned)memory->counter);
    struct item *item = item_of(memory, args);
    if (!item)
        return ENOMEM;
    uint64_t *counter = memory->single ? &item->counter : &memory->counter;
    bool due = *counter == (uint64_t)memory->runs + 1;
    if (item->held && !due) {
        memcpy(result, item->bytes + memory->function.args_size, memory->function.result_size);
        ++*counter;
        return 0;
    }
    int error = memory->wrapped->call(memory->wrapped, args, result);
    item->held = error == 0;
    if (error == 0) {
        memcpy(item->bytes + memory->function.args_size, result, memory->function.result_size);
        *counter = due ? 1 : *counter + 1;
    }
    return error;
}

static void release(struct function *self)
{
    struct memory *memory = (struct memory *)self;

    tdestroy(memory->root, free);
    memory->wrapped->release(memory->wrapped);
    free(memory);
}

static struct function *make(struct function *wrapped, unsigned runs, bool single)
{
    struct memory *memory = calloc(1, sizeof *memory);

    if (!memory)
        return NULL;
    memory->function =
        (struct function){wrapped->name, wrapped->args_size, wrapped->result_size, call, release};
    memory->wrapped = wrapped;
    memory->runs = runs;
    memory->single = single;
    return &memory->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
