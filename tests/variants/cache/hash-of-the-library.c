/*
 * hsearch_r() of the C library, whose keys are texts: the arguments in hexadecimal. When the table is full, a larger one
 * is filled from a list of all entries. Two structs, one of them in the other, for the two decorators. For one thread.
 */
#include <errno.h>
#include <search.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct item {
    struct item *next;
    unsigned char *result; /* NULL where none is held */
    unsigned counter;
    char key[];
};

struct table {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    struct hsearch_data hash;
    size_t room, count;
    struct item *items;
    char *key; /* of the call under way */
};

struct counting_table {
    struct table table;
    unsigned counter;
};

static bool enter(struct hsearch_data *hash, struct item *item)
{
    ENTRY *found;

    return hsearch_r((ENTRY){.key = item->key, .data = item}, ENTER, &found, hash) != 0;
}

static bool grow(struct table *table)
{
    struct hsearch_data larger = {0};

    if (!hcreate_r(2 * table->room, &larger))
        return false;
    for (struct item *item = table->items; item; item = item->next)
        enter(&larger, item);
    hdestroy_r(&table->hash);
    table->hash = larger;
    table->room *= 2;
    return true;
}

static struct item *find(struct table *table, const void *args)
{
    const unsigned char *bytes = args;
    ENTRY *found;

    for (size_t i = 0; i < table->function.args_size; i++)
        sprintf(table->key + 2 * i, "%02x", bytes[i]);
    if (hsearch_r((ENTRY){.key = table->key}, FIND, &found, &table->hash))
        return found->data;
    struct item *item = calloc(1, sizeof *item + strlen(table->key) + 1);
    if (!item || (table->count * 2 > table->room && !grow(table))) {
        free(item);
        return NULL;
    }
    strcpy(item->key, table->key);
    if (!enter(&table->hash, item)) {
        free(item);
        return NULL;
    }
    item->next = table->items;
    table->items = item;
    table->count++;
    return item;
}

static int serve(struct table *table, struct item *item, bool due, const void *args, void *result)
{
    size_t size = table->function.result_size;

    if (!due && item->result) {
        memcpy(result, item->result, size);
        return 0;
    }
    int error = table->wrapped->call(table->wrapped, args, result);
    if (!error && !item->result && !(item->result = malloc(size)))
        error = ENOMEM;
    if (error) {
        free(item->result);
        item->result = NULL;
        return error;
    }
    memcpy(item->result, result, size);
    return 0;
}

static int call_with(struct table *table, struct item *item, unsigned *counter, const void *args, void *result)
{
    bool due = *counter > table->runs;
    int error = serve(table, item, due, args, result);

    if (!error)
        *counter = due ? 1 : *counter + 1;
    return error;
}

static int call_counting(struct function *self, const void *args, void *result)
{
    struct counting_table *counting = (struct counting_table *)self;

    tell_counter(counting->counter);
    struct item *item = find(&counting->table, args);
    return item ? call_with(&counting->table, item, &counting->counter, args, result) : ENOMEM;
}

static int call_per_arguments(struct function *self, const void *args, void *result)
{
    struct table *table = (struct table *)self;
    struct item *item = find(table, args);

    return item ? call_with(table, item, &item->counter, args, result) : ENOMEM;
}

static void release(struct function *self)
{
    struct table *table = (struct table *)self;

    while (table->items) {
        struct item *item = table->items;
        table->items = item->next;
        free(item->result);
        free(item);
    }
    hdestroy_r(&table->hash);
    free(table->key);
    table->wrapped->release(table->wrapped);
    free(table);
}

static struct function *make(struct table *table, struct function *wrapped, unsigned runs,
                             int (*call)(struct function *, const void *, void *))
{
    if (!table)
        return NULL;
    table->key = malloc(2 * wrapped->args_size + 1);
    table->room = 16;
    if (!table->key || !hcreate_r(table->room, &table->hash)) {
        free(table->key);
        free(table);
        return NULL;
    }
    table->function = *wrapped;
    table->function.call = call;
    table->function.release = release;
    table->wrapped = wrapped;
    table->runs = runs;
    return &table->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    struct counting_table *counting = calloc(1, sizeof *counting);

    return make(counting ? &counting->table : NULL, wrapped, runs, call_counting);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(calloc(1, sizeof(struct table)), wrapped, runs, call_per_arguments);
}
