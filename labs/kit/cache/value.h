/*
 * value.h - a function worth caching: it asks the mock server, whose answer is a fresh one each time.
 */
#ifndef KIT_CACHE_VALUE_H
#define KIT_CACHE_VALUE_H

#include <stdbool.h>

#include "../function.h"

/* Its arguments. */
struct pair {
    long first, second;
};

/* Its result: the line that the server answered, cut at what fits; ended by a zero byte. */
struct value {
    char text[1000];
};

/*
 * A function that gets `server`/value/FIRST,SECOND. Errors: ENOENT where the server does not know the
 * address, EIO where there is no answer or another one. Each release() adds 1 to `*releases`. `server` and
 * `releases` are the caller's and outlive the function. NULL where there is no memory.
 */
struct function *value_function(const char *server, unsigned *releases);

/* From now on all of these functions ask for an address that the server does not know; or no longer. */
void value_break(bool broken);

#endif
