/*
 * possessions.h - list what a process has from the system, each item in words: open descriptors with their
 * targets, shared mappings, timers, and the handling of each signal.
 *
 * Two lists are compared item by item. Equal counts prove nothing: a program that leaks two descriptors and
 * closes two of its caller's has as many as before.
 */
#ifndef HARNESS_POSSESSIONS_H
#define HARNESS_POSSESSIONS_H

#include <stddef.h>
#include <sys/types.h>

struct possessions {
    char **things; /* sorted; repeated for equal items */
    size_t count;
};

/*
 * The current list of a process. It omits two items that a lab may leave: a handler for SIGINT (see
 * labs/kit/interrupt.h), and an ignored SIGPIPE.
 */
struct possessions possessions_take(pid_t process);

/* The first item in `these` that `others` lacks; NULL if there is none. Points into `these`. */
const char *possessions_only_in(const struct possessions *these, const struct possessions *others);

/* How many of them are descriptors. */
size_t possessions_descriptors(const struct possessions *possessions);

void possessions_free(struct possessions *possessions);

#endif
