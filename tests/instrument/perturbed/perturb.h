/*
 * perturb.h - the pause by which a thread or a process falls behind all others.
 */
#ifndef INSTRUMENT_PERTURB_H
#define INSTRUMENT_PERTURB_H

#include <stdbool.h>

#define PAUSE 2000000L /* nanoseconds */

/* Sleep, and be neither a point of cancellation nor seen in errno: POSIX has neither where the pauses are. */
void perturb_sleep(long nanoseconds);

/* Wait that long before something is done with `what` (or NULL) at `place`, an address in the code. Not every
 * time where that comes very often. */
void perturb_wait(const void *place, const volatile void *what);

/* Has this thread not come by `what` since its last image began? */
bool perturb_is_first(const void *what);

/* This thread begins another image: what has come often may come as often again. */
void perturb_begin_turn(void);

#endif
