/* lab: cache - holds results without end. fails: released_once_with_what_it_wraps */
#include <stdlib.h>
#include <string.h>

#include "kit/function.h"

static int call(struct function *self, const void *args, void *result)
{
    (void)args, (void)result;
    for (;;) {
        void *held = malloc(1 << 20);
        if (held)
            memset(held, 1, 1 << 20);
    }
    return self != NULL;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    wrapped->call = call;
    return runs ? wrapped : NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return cache(wrapped, runs);
}
