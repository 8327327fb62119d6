/*
 * Step 1: a wrapper.
 */
#include <stdlib.h>

#include "kit/function.h"

struct wrapper {
    struct function function;
    struct function *wrapped;
};

static int call_wrapped(struct function *self, const void *args, void *result)
{
    struct wrapper *wrapper = (struct wrapper *)self;

    return wrapper->wrapped->call(wrapper->wrapped, args, result);
}

static void release_wrapper(struct function *self)
{
    struct wrapper *wrapper = (struct wrapper *)self;

    wrapper->wrapped->release(wrapper->wrapped);
    free(wrapper);
}

static struct function *wrap(struct function *wrapped)
{
    struct wrapper *wrapper = calloc(1, sizeof *wrapper);

    if (!wrapper)
        return NULL;
    wrapper->function = *wrapped;
    wrapper->function.call = call_wrapped;
    wrapper->function.release = release_wrapper;
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
