/*
 * clock.c - a clock that never jumps, and a short pause.
 */
#include "clock.h"

#include <time.h>

#define SAMPLE 20000000 /* nanoseconds */

double monotonic_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void pause_for_sample(void)
{
    struct timespec time = {0, SAMPLE};

    nanosleep(&time, NULL);
}
