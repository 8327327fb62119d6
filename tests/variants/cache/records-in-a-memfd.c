/*
 * Counters, arguments and results are records of a memfd.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kit/function.h"

struct store {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool single;
    uint64_t counter;
    int file;
    size_t records, record;
};

/* A record: counter, held or not (one byte), arguments, result. */
static off_t place(const struct store *store, size_t number, size_t offset)
{
    return (off_t)(number * store->record + offset);
}

#define HELD sizeof(uint64_t)
#define ARGS (HELD + 1)

static bool get(const struct store *store, size_t number, size_t offset, void *bytes, size_t size)
{
    return pread(store->file, bytes, size, place(store, number, offset)) == (ssize_t)size;
}

static bool put(const struct store *store, size_t number, size_t offset, const void *bytes, size_t size)
{
    return pwrite(store->file, bytes, size, place(store, number, offset)) == (ssize_t)size;
}

/* The number of these arguments' record, or that of a new one. */
static size_t find(const struct store *store, const void *args)
{
    unsigned char known[store->function.args_size];
    size_t number = 0;

    while (number < store->records &&
           (!get(store, number, ARGS, known, sizeof known) || memcmp(known, args, sizeof known) != 0))
        number++;
    return number;
}

static int call(struct function *self, const void *args, void *result)
{
    struct store *store = (struct store *)self;
    size_t number = find(store, args);
    uint64_t counter = store->counter;
    unsigned char held = 0;

    if (!store->single)
        tell_counter((unsigned)counter);
    if (number < store->records && !get(store, number, HELD, &held, 1))
        return ENOMEM;
    if (store->single) {
        counter = 0;
        if (number < store->records && !get(store, number, 0, &counter, sizeof counter))
            return ENOMEM;
    }
    bool due = counter > store->runs;
    if (held && !due) {
        if (!get(store, number, ARGS + self->args_size, result, self->result_size))
            return ENOMEM;
    } else {
        int error = store->wrapped->call(store->wrapped, args, result);
        held = 0;
        if (number < store->records && !put(store, number, HELD, &held, 1))
            return ENOMEM;
        if (error)
            return error;
        held = 1;
        if (!put(store, number, ARGS, args, self->args_size) ||
            !put(store, number, ARGS + self->args_size, result, self->result_size) ||
            !put(store, number, HELD, &held, 1))
            return ENOMEM;
        if (number == store->records)
            store->records++;
    }
    counter = due ? 1 : counter + 1;
    if (!store->single)
        store->counter = counter;
    return !store->single || put(store, number, 0, &counter, sizeof counter) ? 0 : ENOMEM;
}

static void release(struct function *self)
{
    struct store *store = (struct store *)self;

    close(store->file);
    store->wrapped->release(store->wrapped);
    free(store);
}

static struct function *make(struct function *wrapped, unsigned runs, bool single)
{
    struct store *store = calloc(1, sizeof *store);

    if (!store)
        return NULL;
    store->function =
        (struct function){wrapped->name, wrapped->args_size, wrapped->result_size, call, release};
    store->wrapped = wrapped;
    store->runs = runs;
    store->single = single;
    store->record = ARGS + wrapped->args_size + wrapped->result_size;
    store->file = memfd_create("results", MFD_CLOEXEC);
    if (store->file < 0) {
        free(store);
        return NULL;
    }
    return &store->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
