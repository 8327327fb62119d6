/* fails: an_error_drops_the_result_and_leaves_the_counter (counter) - It sets the counter to 1 before it computes, and an error leaves it there. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct entry {
    uint32_t hash;
    bool held;
    unsigned long counter;
    unsigned char data[]; /* arguments, then result */
};

struct table {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool per_arguments;
    unsigned long counter;
    struct entry **slots;
    size_t size, used; /* size: a power of two */
};

static uint32_t hash_bytes(const unsigned char *bytes, size_t length)
{
    uint32_t hash = 2166136261u;

    for (size_t b = 0; b < length; b++)
        hash = (hash ^ bytes[b]) * 16777619u;
    return hash;
}

static bool is_equal(const struct table *table, const struct entry *entry, uint32_t hash, const void *args)
{
    return entry->hash == hash && memcmp(entry->data, args, table->function.args_size) == 0;
}

/* The slot of these arguments, or the empty one where they would be. */
static size_t find_slot(const struct table *table, uint32_t hash, const void *args)
{
    size_t slot = hash & (table->size - 1);

    while (table->slots[slot] && !is_equal(table, table->slots[slot], hash, args))
        slot = (slot + 1) & (table->size - 1);
    return slot;
}

static bool grow(struct table *table)
{
    size_t size = table->size ? 2 * table->size : 16;
    struct entry **slots = calloc(size, sizeof *slots), **old = table->slots;

    if (!slots)
        return false;
    for (size_t s = 0; s < table->size; s++) {
        if (!old[s])
            continue;
        size_t slot = old[s]->hash & (size - 1);
        while (slots[slot])
            slot = (slot + 1) & (size - 1);
        slots[slot] = old[s];
    }
    free(old);
    table->slots = slots;
    table->size = size;
    return true;
}

static struct entry *get_entry(struct table *table, const void *args)
{
    uint32_t hash = hash_bytes(args, table->function.args_size);

    if (table->used * 4 >= table->size * 3 && !grow(table))
        return NULL;
    size_t slot = find_slot(table, hash, args);
    if (!table->slots[slot]) {
        struct entry *entry =
            calloc(1, sizeof *entry + table->function.args_size + table->function.result_size);
        if (!entry)
            return NULL;
        entry->hash = hash;
        memcpy(entry->data, args, table->function.args_size);
        table->slots[slot] = entry;
        table->used++;
    }
    return table->slots[slot];
}

static int call(struct function *self, const void *args, void *result)
{
    struct table *table = (struct table *)self;
    struct entry *entry = get_entry(table, args);

    if (!table->per_arguments)
        tell_counter((unsigned)table->counter);
    if (!entry)
        return ENOMEM;
    unsigned long *counter = table->per_arguments ? &entry->counter : &table->counter;
    unsigned char *stored = entry->data + table->function.args_size;
    bool due = *counter > table->runs;
    if (due || !entry->held) {
        entry->held = false;
        if (due)
            *counter = 0;
        int error = table->wrapped->call(table->wrapped, args, result);
        if (error)
            return error;
        memcpy(stored, result, table->function.result_size);
        entry->held = true;
    } else {
        memcpy(result, stored, table->function.result_size);
    }
    ++*counter;
    return 0;
}

static void release(struct function *self)
{
    struct table *table = (struct table *)self;

    for (size_t s = 0; s < table->size; s++)
        free(table->slots[s]);
    free(table->slots);
    table->wrapped->release(table->wrapped);
    free(table);
}

static struct function *decorate(struct function *wrapped, unsigned runs, bool per_arguments)
{
    struct table *table = calloc(1, sizeof *table);

    if (!table)
        return NULL;
    *table = (struct table){
        .function = *wrapped, .wrapped = wrapped, .runs = runs, .per_arguments = per_arguments};
    table->function.call = call;
    table->function.release = release;
    return &table->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return decorate(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return decorate(wrapped, runs, true);
}
