/*
 * possessions.h - what a process has from the system, each thing in words: open descriptors and what they
 * lead to, shared mappings, timers, and what becomes of each signal.
 *
 * Two of these are compared thing by thing. Equal numbers prove nothing: a program that leaks two
 * descriptors and closes two of its caller's has as many as before.
 */
#ifndef HARNESS_POSSESSIONS_H
#define HARNESS_POSSESSIONS_H

#include <stddef.h>
#include <sys/types.h>

struct possessions {
    char **things; /* sorted; the same words as often as there are such things */
    size_t count;
};

/*
 * What a process has now. Two things are left out, which a lab may leave: a handler for SIGINT (see
 * labs/kit/interrupt.h), and that SIGPIPE is ignored.
 */
struct possessions possessions_take(pid_t process);

/* The first thing that is in `these` and not in `others`; NULL: there is none. It belongs to `these`. */
const char *possessions_only_in(const struct possessions *these, const struct possessions *others);

void possessions_free(struct possessions *possessions);

#endif
