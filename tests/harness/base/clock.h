/*
 * clock.h - a clock that never jumps, and a short pause.
 */
#ifndef HARNESS_CLOCK_H
#define HARNESS_CLOCK_H

double monotonic_seconds(void);

/* Wait between two looks at what a program does, which may then have changed. */
void pause_for_sample(void);

#endif
