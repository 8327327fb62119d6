/*
 * failure.h - what goes wrong in the harness, or on the machine, and is no student's fault.
 */
#ifndef HARNESS_FAILURE_H
#define HARNESS_FAILURE_H

/* Say so, and leave the test with the status that means that: it has no verdict. */
void harness_failure(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* The test of this process tells its failures in that way, and not on standard error. */
void failures_told_by(void (*tell)(const char *message));

#define HARNESS_FAILED 70 /* exit status of a test's process after harness_failure() */

#endif
