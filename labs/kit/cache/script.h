/*
 * script.h - a file of functions to decorate and of calls to make, one in each line:
 *
 *     f = 8 100 cache 3         f is a function that asks the server (value.h), with arguments of 8 bytes and
 *                               results of 100, decorated by cache() with `runs` of 3
 *     g = 1 1 cache_per_arguments 2
 *     h = 24 7 cache 1 cache_per_arguments 2
 *                               decorated twice: by cache(), then by cache_per_arguments()
 *     f 00000000000000ff        a call, its arguments in hexadecimal, two digits a byte
 *     f 00000000000000ff x300   the same call 300 times, one after the other
 *     f 00000000000000ff 00000000000000aa g 17
 *                               calls at the same time, each in its own thread: two of f, one of g
 *     error f 5                 from here on the function that f wraps returns error number 5;
 *     error f 0                 from here on it returns results again
 *     memory 3                  the third allocation of cache.c from here on fails; 0: none
 *     release f                 functions that no line releases are released at the end
 *
 * Names are single letters. A name can be used again after its release. Empty lines, and lines that begin
 * with '#', are ignored. `runs` of 4294967295 is UINT_MAX.
 *
 * Each call gives a line of results, with tabs between its columns:
 *
 *     line     number of the line in the file
 *     times    how many equal calls in a row went like this one, apart from the counter going up by 1
 *     error    number, or 0
 *     events   what happened during the call, in this order, with commas between: a number is a counter that
 *              tell_counter() got, '*' is a request to the server, '!' is an allocation
 *              that failed; "-" means no event. The first of several calls at the same time has all events.
 *     result   in hexadecimal, or "-" after an error
 *
 * A release also gives a line. Its result is "released N": how many times the innermost function was released
 * so far. A definition with a failed allocation also gives a line. Its error is ENOMEM if the decorator
 * returned NULL.
 */
#ifndef KIT_CACHE_SCRIPT_H
#define KIT_CACHE_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

struct script {
    const char *path;
    const char *server; /* address without a slash at its end */
    FILE *results;
    bool any_error; /* a call returned an error */
};

/* Run the file, then release everything. Returns 0, or -1 after one line on standard error. */
int script_run(struct script *script);

#endif
