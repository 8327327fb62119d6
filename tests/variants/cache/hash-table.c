/*
 * A hash table whose chains are short, since it grows with what it holds. Safe for threads.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

#define FIRST_CHAINS 16 /* a power of two */

struct entry {
    struct entry *next;
    uint64_t hash;
    unsigned long counter;
    enum { EMPTY, COMPUTING, HELD } state;
    unsigned char bytes[]; /* the arguments, then the result */
};

struct table {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool one_counter;
    unsigned long counter;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct entry **chains;
    size_t chain_count, entry_count;
};

/* FNV-1a. */
static uint64_t hash_bytes(const unsigned char *bytes, size_t size)
{
    uint64_t hash = 0xcbf29ce484222325;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x100000001b3;
    return hash;
}

/* Without memory for more chains, the chains become longer. */
static void grow(struct table *table)
{
    size_t count = table->chain_count * 2;
    struct entry **chains = calloc(count, sizeof(struct entry *));

    if (!chains)
        return;
    for (size_t c = 0; c < table->chain_count; c++)
        for (struct entry *entry = table->chains[c], *next; entry; entry = next) {
            next = entry->next;
            entry->next = chains[entry->hash % count];
            chains[entry->hash % count] = entry;
        }
    free(table->chains);
    table->chains = chains;
    table->chain_count = count;
}

static struct entry *find(struct table *table, const void *args)
{
    size_t size = table->function.args_size;
    uint64_t hash = hash_bytes(args, size);
    struct entry *entry = table->chains[hash % table->chain_count];

    while (entry && (entry->hash != hash || memcmp(entry->bytes, args, size) != 0))
        entry = entry->next;
    if (entry || !(entry = calloc(1, sizeof *entry + size + table->function.result_size)))
        return entry;
    if (++table->entry_count > table->chain_count)
        grow(table);
    struct entry **chain = &table->chains[hash % table->chain_count];
    entry->hash = hash;
    entry->next = *chain;
    memcpy(entry->bytes, args, size);
    return *chain = entry;
}

static int compute(struct table *table, struct entry *entry, const void *args, void *result)
{
    entry->state = COMPUTING;
    pthread_mutex_unlock(&table->mutex);
    int error = table->wrapped->call(table->wrapped, args, result);
    pthread_mutex_lock(&table->mutex);
    entry->state = error ? EMPTY : HELD;
    if (!error)
        memcpy(entry->bytes + table->function.args_size, result, table->function.result_size);
    pthread_cond_broadcast(&table->changed);
    return error;
}

static int answer(struct table *table, struct entry *entry, const void *args, void *result)
{
    unsigned long *counter = table->one_counter ? &table->counter : &entry->counter;
    bool again = *counter == (unsigned long)table->runs + 1;
    int error = 0;

    if (table->one_counter)
        tell_counter((unsigned)*counter);
    if (again || entry->state != HELD)
        error = compute(table, entry, args, result);
    else
        memcpy(result, entry->bytes + table->function.args_size, table->function.result_size);
    if (!error)
        *counter = again ? 1 : *counter + 1;
    return error;
}

static int call(struct function *self, const void *args, void *result)
{
    struct table *table = (struct table *)self;
    int error = ENOMEM;

    pthread_mutex_lock(&table->mutex);
    struct entry *entry = find(table, args);
    while (entry && entry->state == COMPUTING)
        pthread_cond_wait(&table->changed, &table->mutex);
    if (entry)
        error = answer(table, entry, args, result);
    pthread_mutex_unlock(&table->mutex);
    return error;
}

static void release(struct function *self)
{
    struct table *table = (struct table *)self;

    for (size_t c = 0; c < table->chain_count; c++)
        for (struct entry *entry = table->chains[c], *next; entry; entry = next) {
            next = entry->next;
            free(entry);
        }
    free(table->chains);
    pthread_mutex_destroy(&table->mutex);
    pthread_cond_destroy(&table->changed);
    table->wrapped->release(table->wrapped);
    free(table);
}

static struct function *make(struct function *wrapped, unsigned runs, bool one_counter)
{
    struct table *table = calloc(1, sizeof *table);
    struct entry **chains = calloc(FIRST_CHAINS, sizeof(struct entry *));

    if (!table || !chains) {
        free(table);
        free(chains);
        return NULL;
    }
    *table = (struct table){
        .function = {wrapped->name, wrapped->args_size, wrapped->result_size, call, release},
        .wrapped = wrapped,
        .runs = runs,
        .one_counter = one_counter,
        .mutex = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
        .chains = chains,
        .chain_count = FIRST_CHAINS,
    };
    return &table->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}
