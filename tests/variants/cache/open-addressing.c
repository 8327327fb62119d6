/*
 * Open addressing: keys, results and counters lie in arrays, and who collides takes the next place. Not for
 * threads.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

#define FIRST_PLACES 8 /* a power of two, as all later numbers of them */

struct place {
    bool taken, held;
    unsigned long counter;
};

struct places {
    struct place *marks;
    unsigned char *keys, *results;
    size_t count, taken;
};

struct cached {
    struct function function;
    struct function *wrapped;
    unsigned long limit, counter;
    struct places places;
};

static bool get_places(const struct cached *cached, struct places *places, size_t count)
{
    *places = (struct places){
        .marks = calloc(count, sizeof(struct place)),
        .keys = calloc(count, cached->function.args_size),
        .results = calloc(count, cached->function.result_size),
        .count = count,
    };
    return places->marks && places->keys && places->results;
}

static void free_places(struct places *places)
{
    free(places->marks);
    free(places->keys);
    free(places->results);
}

/* Where these arguments are, or the free place where they would be put. */
static size_t locate(const struct places *places, const void *args, size_t size)
{
    const unsigned char *byte = args;
    size_t hash = 5381, at;

    for (size_t i = 0; i < size; i++)
        hash = hash * 33 + byte[i];
    for (at = hash & (places->count - 1); places->marks[at].taken; at = (at + 1) & (places->count - 1))
        if (memcmp(places->keys + at * size, args, size) == 0)
            break;
    return at;
}

/* Twice as many places. False where there is no memory. */
static bool grow(struct cached *cached)
{
    const struct places *old = &cached->places;
    const size_t key = cached->function.args_size, result = cached->function.result_size;
    struct places new;

    if (!get_places(cached, &new, old->count * 2)) {
        free_places(&new);
        return false;
    }
    for (size_t from = 0; from < old->count; from++) {
        if (!old->marks[from].taken)
            continue;
        size_t to = locate(&new, old->keys + from * key, key);
        new.marks[to] = old->marks[from];
        memcpy(new.keys + to *key, old->keys + from * key, key);
        memcpy(new.results + to *result, old->results + from * result, result);
    }
    new.taken = old->taken;
    free_places(&cached->places);
    cached->places = new;
    return true;
}

/* The place of these arguments, theirs from now on. False where there is no memory. */
static bool take_place(struct cached *cached, const void *args, size_t *at)
{
    struct places *places = &cached->places;
    const size_t size = cached->function.args_size;

    if (places->taken * 2 >= places->count && !grow(cached))
        return false;
    *at = locate(places, args, size);
    if (!places->marks[*at].taken) {
        places->marks[*at].taken = true;
        places->taken++;
        memcpy(places->keys + *at * size, args, size);
    }
    return true;
}

/* `counter` is the counter to use, or NULL for that of the place. */
static int answer(struct cached *cached, unsigned long *counter, const void *args, void *result)
{
    size_t at, size = cached->function.result_size;

    if (!take_place(cached, args, &at))
        return ENOMEM;
    struct place *place = &cached->places.marks[at];
    unsigned char *held = cached->places.results + at * size;
    if (!counter)
        counter = &place->counter;
    bool due = *counter == cached->limit;
    if (due || !place->held) {
        int error = cached->wrapped->call(cached->wrapped, args, result);
        place->held = !error;
        if (error)
            return error;
        memcpy(held, result, size);
    } else {
        memcpy(result, held, size);
    }
    *counter = due ? 1 : *counter + 1;
    return 0;
}

static int call_counted_together(struct function *self, const void *args, void *result)
{
    struct cached *cached = (struct cached *)self;

    tell_counter((unsigned)cached->counter);
    return answer(cached, &cached->counter, args, result);
}

static int call_counted_apart(struct function *self, const void *args, void *result)
{
    return answer((struct cached *)self, NULL, args, result);
}

static void release(struct function *self)
{
    struct cached *cached = (struct cached *)self;

    free_places(&cached->places);
    cached->wrapped->release(cached->wrapped);
    free(cached);
}

static struct cached *make(struct function *wrapped, unsigned runs)
{
    struct cached *cached = malloc(sizeof *cached);

    if (!cached)
        return NULL;
    *cached = (struct cached){.function = *wrapped, .wrapped = wrapped, .limit = runs + 1UL};
    cached->function.release = release;
    if (get_places(cached, &cached->places, FIRST_PLACES))
        return cached;
    free_places(&cached->places);
    free(cached);
    return NULL;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    struct cached *cached = make(wrapped, runs);

    if (!cached)
        return NULL;
    cached->function.call = call_counted_together;
    return &cached->function;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    struct cached *cached = make(wrapped, runs);

    if (!cached)
        return NULL;
    cached->function.call = call_counted_apart;
    return &cached->function;
}
