/* lab: cache - brings a tell_counter(). refused: tell_counter() is also a function */
#include <stdio.h>

#include "kit/function.h"

void tell_counter(unsigned counter)
{
    printf("Function called %u times\n", counter);
}

static struct function *pass_on(struct function *wrapped, unsigned runs)
{
    (void)runs;
    return wrapped;
}

struct function *cache(struct function *wrapped, unsigned runs)
{
    return pass_on(wrapped, runs);
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return pass_on(wrapped, runs);
}
