/*
 * A sorted array, searched by halves, and calls that are counted from the first to the last. Not for threads.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

/* The arguments are `args_size` bytes and the result follows them; `calls` went well. */
struct slot {
    unsigned long calls;
    bool held;
    unsigned char *bytes;
};

struct memory {
    struct function function;
    struct function *wrapped;
    unsigned long period; /* each so many calls one computes whatever is held */
    unsigned long calls;
    bool shared; /* one number of calls for all */
    struct slot *slots;
    size_t count, room;
};

/* The first slot whose arguments are not less than these. */
static size_t lower_bound(const struct memory *memory, const void *args)
{
    size_t low = 0, high = memory->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(memory->slots[middle].bytes, args, memory->function.args_size) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool make_room(struct memory *memory)
{
    if (memory->count < memory->room)
        return true;
    size_t room = memory->room ? memory->room + memory->room / 2 : 4;
    struct slot *slots = reallocarray(memory->slots, room, sizeof *slots);
    if (!slots)
        return false;
    memory->slots = slots;
    memory->room = room;
    return true;
}

static struct slot *find(struct memory *memory, const void *args)
{
    const struct function *function = &memory->function;
    size_t at = lower_bound(memory, args);

    if (at < memory->count && memcmp(memory->slots[at].bytes, args, function->args_size) == 0)
        return &memory->slots[at];
    unsigned char *bytes = malloc(function->args_size + function->result_size + 1);
    if (!bytes || !make_room(memory)) {
        free(bytes);
        return NULL;
    }
    memcpy(bytes, args, function->args_size);
    memmove(&memory->slots[at + 1], &memory->slots[at], (memory->count - at) * sizeof *memory->slots);
    memory->slots[at] = (struct slot){.bytes = bytes};
    memory->count++;
    return &memory->slots[at];
}

/* The counter of the contract: 0, then 1, 2, ... runs + 1, 1, 2, ... */
static unsigned long counter_of(unsigned long calls, unsigned long period)
{
    return calls == 0 ? 0 : (calls - 1) % period + 1;
}

static int call(struct function *self, const void *args, void *result)
{
    struct memory *memory = (struct memory *)self;
    struct slot *slot = find(memory, args);

    if (!slot)
        return ENOMEM;
    unsigned long *calls = memory->shared ? &memory->calls : &slot->calls;
    unsigned long counter = counter_of(*calls, memory->period);
    if (memory->shared)
        tell_counter((unsigned)counter);
    if (counter == memory->period || !slot->held) {
        int error = memory->wrapped->call(memory->wrapped, args, result);
        slot->held = error == 0;
        if (error)
            return error;
        memcpy(slot->bytes + self->args_size, result, self->result_size);
    } else {
        memcpy(result, slot->bytes + self->args_size, self->result_size);
    }
    ++*calls;
    return 0;
}

static void release(struct function *self)
{
    struct memory *memory = (struct memory *)self;

    while (memory->count > 0)
        free(memory->slots[--memory->count].bytes);
    free(memory->slots);
    memory->wrapped->release(memory->wrapped);
    free(memory);
}

static struct function *make(struct function *wrapped, unsigned runs, bool shared)
{
    struct memory *memory = calloc(1, sizeof *memory);

    if (!memory)
        return NULL;
    memory->function = *wrapped;
    memory->function.call = call;
    memory->function.release = release;
    memory->wrapped = wrapped;
    memory->period = runs + 1UL;
    memory->shared = shared;
    return &memory->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}
