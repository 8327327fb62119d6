/*
 * perturb.h - the pause that makes a thread or a process fall behind all others.
 */
#ifndef INSTRUMENT_PERTURB_H
#define INSTRUMENT_PERTURB_H

#include <stdbool.h>

#define PAUSE 2000000L /* nanoseconds */

/* Sleep without changing errno or being a cancellation point: POSIX allows neither at these places. */
void perturb_sleep(long nanoseconds);

/* Pause before something is done with `what` (or NULL) at `place`, an address in the code. At a frequent
 * place, pause only sometimes. */
void perturb_wait(const void *place, const volatile void *what);

/* Whether this is the thread's first access to `what` since its last image began. */
bool perturb_is_first(const void *what);

/* This thread begins another image: reset the counts of its pauses. */
void perturb_begin_turn(void);

#endif
