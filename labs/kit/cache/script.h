/*
 * script.h - a file that says what to decorate, and what to call then. One thing a line:
 *
 *     f = cache 3                        f is a function that asks the server (value.h), decorated
 *     g = cache_per_arguments 2          others beside it
 *     h = cache 1 cache_per_arguments 2  decorated twice: by cache(), then by cache_per_arguments()
 *     f 17,4                             a call
 *     f 17,4 17,4 18,4                   calls at once, each by a thread of its own
 *     break                              from here on the server does not know what it is asked for,
 *     mend                               and from here on it does again
 *     release f                          what has not been released is at the end
 *
 * Names are single letters. Empty lines, and lines that begin with '#', are left out.
 *
 * Each call gives a line of results: the number of its line in the file, the error number, and the value or
 * "-" where there is none, separated by tabs. A release gives one too: its line, 0, and "released N", N being
 * how often the innermost function has been released by then.
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
