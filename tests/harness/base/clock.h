/*
 * clock.h - a clock that never jumps, and a short pause.
 */
#ifndef HARNESS_CLOCK_H
#define HARNESS_CLOCK_H

double monotonic_seconds(void);

/* Wait between two checks of a program, so that something may change. */
void pause_for_sample(void);

#endif
