/*
 * progress.h - report on standard error the current stage, the share done, and the estimated time left.
 *
 * On a terminal one line is rewritten; elsewhere a line is printed when a stage begins.
 */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

/* Estimated seconds of stages that have no plan. */
#define SECONDS_TO_WEIGH     0.2 /* one configuration */
#define SECONDS_OF_TIMELINES 7.0
#define SECONDS_TO_TYPESET   15.0

/* Announce that this many seconds follow after the stages shown from now on. */
void progress_later(double seconds);

/* Show a stage such as "cycle 3 of 10" with its remaining seconds (NaN if unknown); `label` names the running
 * configuration. */
void progress_show(const char *stage, double seconds_left, const char *label);

/* Clear the line before other output. */
void progress_clear(void);

#endif
