/*
 * script.h - a file that says what to decorate, and what to call then. One thing a line:
 *
 *     f = 8 100 cache 3         f is a function that asks the server (value.h), with arguments of 8 bytes and
 *                               results of 100, decorated by cache() with `runs` of 3
 *     g = 1 1 cache_per_arguments 2
 *     h = 24 7 cache 1 cache_per_arguments 2
 *                               decorated twice: by cache(), then by cache_per_arguments()
 *     f 00000000000000ff        a call, its arguments in hexadecimal, two digits a byte
 *     f 00000000000000ff x300   the same call 300 times, one after the other
 *     f 00000000000000ff 00000000000000aa g 17
 *                               calls at once, each by a thread of its own: two of f, one of g
 *     error f 5                 from here on the function that f wraps returns error number 5;
 *     error f 0                 from here on it returns results again
 *     memory 3                  the third allocation of cache.c from here on fails; 0: none
 *     release f                 the functions that are not released here are released at the end
 *
 * Names are single letters. A name can be used again after its release. Empty lines, and lines that begin
 * with
 * '#', are left out. `runs` of 4294967295 is UINT_MAX.
 *
 * Each call gives a line of results, with tabs between its columns:
 *
 *     line     of the file
 *     times    how many equal calls in a row went like this one, apart from the counter going up by 1
 *     error    number, or 0
 *     events   what happened during the call, in this order, with commas between: a number is a counter that
 *              tell_counter() was called with, '*' stands for a question to the server, '!' for an allocation
 *              that failed; "-" for nothing. Of calls at once the first has the events of them all.
 *     result   in hexadecimal, or "-" after an error
 *
 * A release gives a line, too; its result is "released N": how many times the innermost function has been
 * released by then. So does a definition during which an allocation failed: its error is ENOMEM where the
 * decorator returned NULL.
 */
#ifndef KIT_CACHE_SCRIPT_H
#define KIT_CACHE_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

struct script {
    const char *path;
    const char *server; /* address without a slash at its end */
    FILE *results;
    bool any_error; /* set where a call returned one */
};

/* Do what the file says. Returns 0, or -1 after one clear line on standard error. All is released then. */
int script_run(struct script *script);

#endif
