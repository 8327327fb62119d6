/*
 * progress.h - say on standard error what is being done, what share of the whole is done, and how long it
 * will still take.
 *
 * On a terminal one line is rewritten; elsewhere a line is printed when a stage begins.
 */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

/* Estimates of what needs no plan. */
#define SECONDS_TO_WEIGH     0.2 /* one configuration */
#define SECONDS_OF_TIMELINES 7.0
#define SECONDS_TO_TYPESET   15.0

/* From now on, so many seconds come after the stages that are shown. */
void progress_later(double seconds);

/* A stage such as "cycle 3 of 10", which takes so many seconds more (NaN where nobody knows); `label` is at
 * work now. */
void progress_show(const char *stage, double seconds_left, const char *label);

/* Clear the line for what comes after it. */
void progress_clear(void);

#endif
