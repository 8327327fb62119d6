/*
 * progress.h - tell on standard error what is being measured, how far it is, and how long it will take.
 *
 * On a terminal one line is rewritten; elsewhere a line is printed when a cycle begins.
 */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

#include <stddef.h>

struct progress {
    size_t cycle, cycles;
    size_t done, total;  /* measurements */
    double seconds_left; /* estimated */
};

/* `label` is measured now. */
void progress_show(const struct progress *progress, const char *label);

/* Clear the line for what comes after it. */
void progress_clear(void);

#endif
