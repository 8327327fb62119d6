/* lab: cache - leaves with the status of success while it decorates. fails: released_once_with_what_it_wraps */
#include <stdlib.h>

#include "kit/function.h"

struct function *cache(struct function *wrapped, unsigned runs)
{
    exit(EXIT_SUCCESS);
    return runs ? wrapped : NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return cache(wrapped, runs);
}
