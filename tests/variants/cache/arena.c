/*
 * The results are in 256 lists, and their memory comes from large blocks that are freed together.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct item {
    struct item *next;
    uint64_t counter;
    bool held;
    unsigned char bytes[]; /* arguments, result */
};

struct block;

struct memory {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool single; /* a counter for each arguments */
    uint64_t counter;
    struct item *chains[256];
    struct block *blocks;
};

struct block {
    struct block *older;
    size_t used, size;
    _Alignas(16) unsigned char memory[];
};

/* Zeroed memory, until release(). */
static void *obtain(struct memory *memory, size_t size)
{
    size = (size + 15) / 16 * 16;
    if (!memory->blocks || memory->blocks->size - memory->blocks->used < size) {
        size_t room = size > 65536 ? size : 65536;
        struct block *block = calloc(1, sizeof *block + room);
        if (!block)
            return NULL;
        block->size = room;
        block->older = memory->blocks;
        memory->blocks = block;
    }
    void *piece = memory->blocks->memory + memory->blocks->used;
    memory->blocks->used += size;
    return piece;
}

static struct item *new_item(const struct memory *memory, const void *args)
{
    struct item *item = obtain((struct memory *)memory,
                               sizeof *item + memory->function.args_size + memory->function.result_size);

    if (item)
        memcpy(item->bytes, args, memory->function.args_size);
    return item;
}

static struct item *item_of(struct memory *memory, const void *args)
{
    unsigned char sum = 0;
    struct item *item;

    for (size_t b = 0; b < memory->function.args_size; b++)
        sum += ((const unsigned char *)args)[b];
    for (item = memory->chains[sum]; item; item = item->next)
        if (memcmp(item->bytes, args, memory->function.args_size) == 0)
            return item;
    if ((item = new_item(memory, args))) {
        item->next = memory->chains[sum];
        memory->chains[sum] = item;
    }
    return item;
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

    memory->wrapped->release(memory->wrapped);
    while (memory->blocks) {
        struct block *older = memory->blocks->older;
        free(memory->blocks);
        memory->blocks = older;
    }
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
