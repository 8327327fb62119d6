/*
 * progress.h - tell on standard error what is being done, how far it is, and how long it will take.
 *
 * On a terminal one line is rewritten; elsewhere a line is printed when a phase begins.
 */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

#include <stddef.h>

/* What follows the cycles: memory, timelines, drawing and typesetting. */
#define SECONDS_AFTER_MEASURING 12.0

struct progress {
    const char *phase;   /* "cycle 3 of 10" */
    size_t done, total;  /* measurements; a total of 0 is not told */
    double seconds_left; /* estimated, to the end of the whole report; NaN where nobody knows */
};

/* From now on, so many seconds are to come after what a progress tells of. */
void progress_expect_later(double seconds);

/* `label` is at work now. */
void progress_show(const struct progress *progress, const char *label);

/* Clear the line for what comes after it. */
void progress_clear(void);

#endif
