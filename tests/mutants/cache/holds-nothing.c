/* fails: no_memory_is_lost, every_schedule_gives_the_same_result, other_calls_at_once_do_not_wait; flavours: address, explored - what holds nothing loses and shares nothing. */
#include <stdlib.h>

#include "kit/function.h"

struct wrapper {
    struct function function;
    struct function *wrapped;
};

static int call_on(struct function *self, const void *args, void *result)
{
    struct function *wrapped = ((struct wrapper *)self)->wrapped;

    return wrapped->call(wrapped, args, result);
}

static void release(struct function *self)
{
    struct function *wrapped = ((struct wrapper *)self)->wrapped;

    wrapped->release(wrapped);
    free(self);
}

static struct function *wrap(struct function *wrapped)
{
    struct wrapper *wrapper = calloc(1, sizeof *wrapper);

    if (!wrapper)
        return NULL;
    wrapper->function = *wrapped;
    wrapper->function.call = call_on;
    wrapper->function.release = release;
    wrapper->wrapped = wrapped;
    return &wrapper->function;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrap(wrapped);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrap(wrapped);
}
