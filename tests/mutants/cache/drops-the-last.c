/* fails: any_sequence_of_calls - an error drops the last result, not the one for its arguments. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

/* Records of one size in one block: a counter, the arguments, the result. */
struct store {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    unsigned long counter;
    bool single;
    size_t count, room;
    unsigned char *records;
};

static size_t record_size(const struct store *s)
{
    return sizeof(unsigned long) + s->function.args_size + s->function.result_size;
}

static unsigned char *args_of(struct store *s, size_t k)
{
    return s->records + k * record_size(s) + sizeof(unsigned long);
}

static unsigned char *result_of(struct store *s, size_t k)
{
    return args_of(s, k) + s->function.args_size;
}

static unsigned long load_counter(struct store *s, size_t k)
{
    unsigned long value;

    memcpy(&value, args_of(s, k) - sizeof value, sizeof value);
    return value;
}

static void store_counter(struct store *s, size_t k, unsigned long value)
{
    memcpy(args_of(s, k) - sizeof value, &value, sizeof value);
}

/* `count` where there is none. */
static size_t find(struct store *s, const void *args)
{
    size_t k = 0;

    while (k < s->count && memcmp(args_of(s, k), args, s->function.args_size) != 0)
        k++;
    return k;
}

static bool add(struct store *s, const void *args)
{
    if (s->count == s->room) {
        size_t room = s->room ? s->room * 2 : 8;
        unsigned char *records = realloc(s->records, room * record_size(s));
        if (!records)
            return false;
        s->records = records;
        s->room = room;
    }
    memcpy(args_of(s, s->count), args, s->function.args_size);
    s->count++;
    return true;
}

static int call(struct function *self, const void *args, void *result)
{
    struct store *s = (struct store *)self;
    size_t k = find(s, args);
    bool held = k < s->count;
    unsigned long counter = s->single ? s->counter : held ? load_counter(s, k) : 0;

    if (s->single)
        tell_counter((unsigned)counter);
    bool due = counter > s->runs;
    if (held && !due) {
        memcpy(result, result_of(s, k), s->function.result_size);
    } else {
        int error = s->wrapped->call(s->wrapped, args, result);
        if (!error && !held && !add(s, args))
            error = ENOMEM;
        if (error) {
            if (held)
                s->count--; /* not held any more */
            return error;
        }
        memcpy(result_of(s, k), result, s->function.result_size);
    }
    counter = due ? 1 : counter + 1;
    if (s->single)
        s->counter = counter;
    else
        store_counter(s, k, counter);
    return 0;
}

static void release(struct function *self)
{
    struct store *s = (struct store *)self;

    s->wrapped->release(s->wrapped);
    free(s->records);
    free(s);
}

static struct function *build(struct function *wrapped, unsigned runs, bool single)
{
    struct store *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->function = (struct function){wrapped->name, wrapped->args_size, wrapped->result_size, call, release};
    s->wrapped = wrapped;
    s->runs = runs;
    s->single = single;
    return &s->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return build(wrapped, runs, true);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return build(wrapped, runs, false);
}
