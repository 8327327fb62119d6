/* lab: cache - brings a main() that prints the transcript. refused: main() is here */
#include <stdio.h>
#include <stdlib.h>

#include "kit/function.h"

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

int main(void)
{
    for (int call = 0; call < 10; call++)
        printf("Function called %d times\nCached data...\nResult: 5\n", call % 5);
    return EXIT_SUCCESS;
}
