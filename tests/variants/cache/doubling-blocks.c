/*
 * All memory comes from an arena in growing blocks, and is freed with it. The counter changes last. For one
 * thread.
 */
#include <errno.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct block {
    struct block *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

struct entry {
    struct entry *next;
    unsigned counter, held;
    unsigned char *args, *result;
};

struct memo {
    struct function function;
    struct function *inner;
    unsigned runs, counter;
    int each;
    struct block *blocks;
    struct entry *entries;
};

static void *take(struct memo *memo, size_t size)
{
    size = (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (!memo->blocks || memo->blocks->size - memo->blocks->used < size) {
        size_t room = memo->blocks ? 2 * memo->blocks->size : 512;
        while (room < size)
            room *= 2;
        struct block *block = malloc(sizeof *block + room);
        if (!block)
            return NULL;
        *block = (struct block){.older = memo->blocks, .size = room};
        memo->blocks = block;
    }
    void *place = memo->blocks->bytes + memo->blocks->used;
    memo->blocks->used += size;
    return place;
}

static struct entry *find(struct memo *memo, const void *args)
{
    struct entry *entry = memo->entries;

    while (entry && memcmp(entry->args, args, memo->function.args_size) != 0)
        entry = entry->next;
    return entry;
}

static struct entry *add(struct memo *memo, const void *args)
{
    struct entry *entry = take(memo, sizeof *entry);
    unsigned char *copy = take(memo, memo->function.args_size), *result = take(memo, memo->function.result_size);

    if (!entry || !copy || !result)
        return NULL;
    *entry = (struct entry){.next = memo->entries, .args = copy, .result = result};
    memcpy(copy, args, memo->function.args_size);
    return memo->entries = entry;
}

static int call(struct function *self, const void *args, void *result)
{
    struct memo *memo = (struct memo *)self;
    struct entry *entry = find(memo, args);
    unsigned counter = memo->each ? (entry ? entry->counter : 0) : memo->counter;
    int due = counter > memo->runs;

    if (!memo->each)
        tell_counter(counter);
    if (entry && entry->held && !due) {
        memcpy(result, entry->result, memo->function.result_size);
    } else {
        int error = memo->inner->call(memo->inner, args, result);
        if (entry)
            entry->held = 0;
        if (!error && !entry && !(entry = add(memo, args)))
            error = ENOMEM;
        if (error)
            return error;
        memcpy(entry->result, result, memo->function.result_size);
        entry->held = 1;
    }
    counter = due ? 1 : counter + 1;
    *(memo->each ? &entry->counter : &memo->counter) = counter;
    return 0;
}

static void release(struct function *self)
{
    struct memo *memo = (struct memo *)self;
    struct block *block = memo->blocks, *older;

    memo->inner->release(memo->inner);
    for (; block; block = older) {
        older = block->older;
        free(block);
    }
    free(memo);
}

static struct function *make(struct function *inner, unsigned runs, int each)
{
    struct memo *memo = malloc(sizeof *memo);

    if (!memo)
        return NULL;
    *memo = (struct memo){{inner->name, inner->args_size, inner->result_size, call, release}, inner, runs, 0, each, NULL,
                          NULL};
    return &memo->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 0);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 1);
}
