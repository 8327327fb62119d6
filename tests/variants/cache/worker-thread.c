/*
 * One thread for each function does all the work: tell_counter(), the wrapped call, the list. Callers hand it a
 * message and wait. Simultaneous calls wait for one another, which only the stretch goals forbid.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

struct message {
    struct message *next;
    const void *args;
    void *result;
    int error;
    bool done;
};

struct entry {
    struct entry *next;
    unsigned long counter;
    bool held;
    unsigned char bytes[];
};

struct actor {
    struct function function;
    struct function *wrapped;
    unsigned runs;
    bool per_arguments, stops;
    unsigned long counter;
    struct entry *entries;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    struct message *first, **last;
};

static struct entry *find(struct actor *actor, const void *args)
{
    size_t size = actor->function.args_size;
    struct entry **link = &actor->entries;

    while (*link && memcmp((*link)->bytes, args, size) != 0)
        link = &(*link)->next;
    if (*link)
        return *link;
    struct entry *entry = calloc(1, sizeof *entry + size + actor->function.result_size);
    if (entry)
        memcpy(entry->bytes, args, size);
    return *link = entry;
}

static int serve(struct actor *actor, const void *args, void *result)
{
    if (!actor->per_arguments)
        tell_counter((unsigned)actor->counter);
    struct entry *entry = find(actor, args);
    if (!entry)
        return ENOMEM;
    unsigned long *counter = actor->per_arguments ? &entry->counter : &actor->counter;
    unsigned char *kept = entry->bytes + actor->function.args_size;
    bool due = *counter > actor->runs;
    if (due || !entry->held) {
        int error = actor->wrapped->call(actor->wrapped, args, result);
        entry->held = !error;
        if (error)
            return error;
        memcpy(kept, result, actor->function.result_size);
    } else
        memcpy(result, kept, actor->function.result_size);
    *counter = due ? 1 : *counter + 1;
    return 0;
}

static void *act(void *argument)
{
    struct actor *actor = argument;

    pthread_mutex_lock(&actor->mutex);
    for (;;) {
        while (!actor->first && !actor->stops)
            pthread_cond_wait(&actor->changed, &actor->mutex);
        struct message *message = actor->first;
        if (!message)
            break;
        actor->first = message->next;
        if (!actor->first)
            actor->last = &actor->first;
        pthread_mutex_unlock(&actor->mutex);
        int error = serve(actor, message->args, message->result);
        pthread_mutex_lock(&actor->mutex);
        message->error = error;
        message->done = true;
        pthread_cond_broadcast(&actor->changed);
    }
    pthread_mutex_unlock(&actor->mutex);
    return NULL;
}

static int call(struct function *self, const void *args, void *result)
{
    struct actor *actor = (struct actor *)self;
    struct message message = {.args = args, .result = result};

    pthread_mutex_lock(&actor->mutex);
    *actor->last = &message;
    actor->last = &message.next;
    pthread_cond_broadcast(&actor->changed);
    while (!message.done)
        pthread_cond_wait(&actor->changed, &actor->mutex);
    pthread_mutex_unlock(&actor->mutex);
    return message.error;
}

static void release(struct function *self)
{
    struct actor *actor = (struct actor *)self;

    pthread_mutex_lock(&actor->mutex);
    actor->stops = true;
    pthread_cond_broadcast(&actor->changed);
    pthread_mutex_unlock(&actor->mutex);
    pthread_join(actor->thread, NULL);
    pthread_cond_destroy(&actor->changed);
    pthread_mutex_destroy(&actor->mutex);
    while (actor->entries) {
        struct entry *entry = actor->entries;
        actor->entries = entry->next;
        free(entry);
    }
    actor->wrapped->release(actor->wrapped);
    free(actor);
}

static struct function *make(struct function *wrapped, unsigned runs, bool per_arguments)
{
    struct actor *actor = calloc(1, sizeof *actor);

    if (!actor)
        return NULL;
    actor->function = *wrapped;
    actor->function.call = call;
    actor->function.release = release;
    actor->wrapped = wrapped;
    actor->runs = runs;
    actor->per_arguments = per_arguments;
    actor->last = &actor->first;
    pthread_mutex_init(&actor->mutex, NULL);
    pthread_cond_init(&actor->changed, NULL);
    if (pthread_create(&actor->thread, NULL, act, actor) != 0) {
        free(actor);
        return NULL;
    }
    return &actor->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, false);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return make(wrapped, runs, true);
}
