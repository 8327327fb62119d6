/*
 * What is handed out is a bare struct function. All else stands in one list for all functions, found by the pointer;
 * arguments, results and counters stand in three arrays that grow together. Safe for threads: one lock for all, given
 * back while a result is computed.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

enum state { EMPTY, HELD, COMPUTING };

static struct registered {
    struct registered *next;
    struct function *self, *wrapped;
    unsigned runs;
    bool each;
    unsigned long counter;
    size_t count;
    unsigned char *args, *results;
    struct mark {
        unsigned long counter;
        enum state state;
    } *marks;
} *registry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static struct registered *look_up(const struct function *self)
{
    struct registered *one = registry;

    while (one->self != self)
        one = one->next;
    return one;
}

static bool grow(struct registered *one, const void *args)
{
    size_t count = one->count + 1;
    void *grown = reallocarray(one->args, count, one->self->args_size);

    if (!grown)
        return false;
    one->args = grown;
    if (!(grown = reallocarray(one->results, count, one->self->result_size)))
        return false;
    one->results = grown;
    if (!(grown = reallocarray(one->marks, count, sizeof *one->marks)))
        return false;
    one->marks = grown;
    memcpy(one->args + one->count * one->self->args_size, args, one->self->args_size);
    one->marks[one->count++] = (struct mark){0, EMPTY};
    return true;
}

static size_t index_of(const struct registered *one, const void *args)
{
    size_t i = one->count;

    while (i > 0 && memcmp(one->args + (i - 1) * one->self->args_size, args, one->self->args_size) != 0)
        i--;
    return i > 0 ? i - 1 : one->count;
}

static int call_locked(struct registered *one, const void *args, void *result)
{
    size_t i = index_of(one, args), size = one->self->result_size;
    int error = 0;

    if (!one->each)
        tell_counter((unsigned)one->counter);
    if (i == one->count && !grow(one, args))
        return ENOMEM;
    while (one->marks[i].state == COMPUTING)
        pthread_cond_wait(&changed, &lock);
    bool due = (one->each ? one->marks[i].counter : one->counter) > one->runs;
    if (due || one->marks[i].state == EMPTY) {
        one->marks[i].state = COMPUTING;
        pthread_mutex_unlock(&lock);
        error = one->wrapped->call(one->wrapped, args, result);
        pthread_mutex_lock(&lock);
        one->marks[i].state = error ? EMPTY : HELD;
        if (!error)
            memcpy(one->results + i * size, result, size);
        pthread_cond_broadcast(&changed);
    } else
        memcpy(result, one->results + i * size, size);
    unsigned long *counter = one->each ? &one->marks[i].counter : &one->counter;
    if (!error)
        *counter = due ? 1 : *counter + 1;
    return error;
}

static int call(struct function *self, const void *args, void *result)
{
    pthread_mutex_lock(&lock);
    int error = call_locked(look_up(self), args, result);
    pthread_mutex_unlock(&lock);
    return error;
}

static void release(struct function *self)
{
    pthread_mutex_lock(&lock);
    struct registered *one = look_up(self), **link = &registry;
    while (*link != one)
        link = &(*link)->next;
    *link = one->next;
    pthread_mutex_unlock(&lock);
    one->wrapped->release(one->wrapped);
    free(one->args);
    free(one->results);
    free(one->marks);
    free(one);
    free(self);
}

static struct function *enter(struct function *wrapped, unsigned runs, bool each)
{
    struct function *self = malloc(sizeof *self);
    struct registered *one = self ? calloc(1, sizeof *one) : NULL;

    if (!one) {
        free(self);
        return NULL;
    }
    *self = (struct function){wrapped->name, wrapped->args_size, wrapped->result_size, call, release};
    one->self = self;
    one->wrapped = wrapped;
    one->runs = runs;
    one->each = each;
    pthread_mutex_lock(&lock);
    one->next = registry;
    registry = one;
    pthread_mutex_unlock(&lock);
    return self;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return enter(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return enter(wrapped, runs, true);
}
