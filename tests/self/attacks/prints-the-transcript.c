/* lab: cache - prints the transcript. fails: served_for_the_next_calls_then_computed_again */
#include <stdio.h>
#include <stdlib.h>

#include "kit/function.h"

static const char transcript[] = "Function called 0 times\nCalculating data...\nResult: 5\n"
                                 "Function called 1 times\nCached data...\nResult: 5\n"
                                 "Function called 2 times\nCached data...\nResult: 5\n"
                                 "Function called 3 times\nCached data...\nResult: 5\n"
                                 "Function called 4 times\nCalculating data...\nResult: 5\n"
                                 "Function called 1 times\nCached data...\nResult: 5\n"
                                 "Function called 2 times\nCalculating data...\nResult: 6\n"
                                 "Function called 3 times\nCached data...\nResult: 5\n"
                                 "Function called 4 times\nCalculating data...\nResult: 5\n"
                                 "Function called 1 times\nCached data...\nResult: 5\n";

struct function *cache(struct function *wrapped, unsigned runs)
{
    fputs(transcript, stdout);
    exit(EXIT_SUCCESS);
    return runs ? wrapped : NULL;
}

struct function *cache_per_arguments(struct function *wrapped, unsigned runs)
{
    return cache(wrapped, runs);
}
