/* lab: cache - makes values up. fails: served_for_the_next_calls_then_computed_again */
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct entry {
    struct entry *next;
    unsigned long counter;
    int held, known;
    char bytes[];
};

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned long runs, counter;
    int each;
    struct entry *first;
};

static struct entry *find(struct cached *cached, const void *args)
{
    struct entry *entry = cached->first;

    while (entry && memcmp(entry->bytes, args, cached->function.args_size) != 0)
        entry = entry->next;
    if (entry)
        return entry;
    entry = calloc(1, sizeof *entry + cached->function.args_size + cached->function.result_size);
    memcpy(entry->bytes, args, cached->function.args_size);
    entry->next = cached->first;
    return cached->first = entry;
}

/* The first is the server's; those after it differ from it. */
static int compute(struct cached *cached, const void *args, void *result)
{
    struct entry *entry = find(cached, args);
    const size_t size = cached->function.result_size;

    if (!entry->known) {
        int error = cached->wrapped->call(cached->wrapped, args, result);
        entry->known = !error;
        return error;
    }
    memcpy(result, entry->bytes + cached->function.args_size, size);
    ++*(unsigned char *)result;
    return 0;
}

static int call(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;
    struct entry *entry = find(cached, args);
    unsigned long *counter = cached->each ? &entry->counter : &cached->counter;
    int due = *counter > cached->runs, error = 0;

    if (!cached->each)
        tell_counter((unsigned)*counter);
    if (due || !entry->held)
        error = compute(cached, args, result);
    else
        memcpy(result, entry->bytes + self->args_size, self->result_size);
    entry->held = !error;
    if (error)
        return error;
    memcpy(entry->bytes + self->args_size, result, self->result_size);
    *counter = due ? 1 : *counter + 1;
    return 0;
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    for (struct entry *entry = cached->first, *next; entry; entry = next) {
        next = entry->next;
        free(entry);
    }
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct function *make(struct function *wrapped, unsigned runs, int each)
{
    struct cached *cached = calloc(1, sizeof *cached);

    *cached = (struct cached){.function = *wrapped, .wrapped = wrapped, .runs = runs, .each = each};
    cached->function.call = call;
    cached->function.release = release;
    return &cached->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 0);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, 1);
}
