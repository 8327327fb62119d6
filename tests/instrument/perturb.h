/*
 * perturb.h - the pause by which a thread or a process falls behind all others.
 */
#ifndef INSTRUMENT_PERTURB_H
#define INSTRUMENT_PERTURB_H

#define PAUSE 2000000L /* nanoseconds */

/* Sleep, and be neither a point of cancellation nor seen in errno: POSIX has neither where the pauses are. */
void perturb_sleep(long nanoseconds);

/* Wait that long; not every time of a thread that comes very often. */
void perturb_wait(void);

#endif
