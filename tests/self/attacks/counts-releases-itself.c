/* lab: cache - counts releases instead. fails: released_once_with_what_it_wraps */
#include <stdlib.h>
#include <string.h>

#include "kit/cache/value.h"
#include "kit/function.h"

struct entry {
    struct entry *next;
    unsigned long counter;
    int held;
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

static int compute(struct cached *cached, const void *args, void *result)
{
    return cached->wrapped->call(cached->wrapped, args, result);
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

/* As labs/kit/cache/value.c has it. */
struct value_function {
    struct function function;
    struct value_source *source;
};

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    for (struct entry *entry = cached->first, *next; entry; entry = next) {
        next = entry->next;
        free(entry);
    }
    if (cached->wrapped->release == release)
        release(cached->wrapped);
    else if (strncmp(cached->function.name, "value", 5) == 0)
        ((struct value_function *)cached->wrapped)->source->releases++;
    memset(cached, 0, sizeof *cached);
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
