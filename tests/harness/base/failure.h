/*
 * failure.h - report harness errors: failures of the harness or the machine, for which no student is to
 * blame.
 */
#ifndef HARNESS_FAILURE_H
#define HARNESS_FAILURE_H

/* Report the error and end the test with the status for "no verdict". */
void harness_failure(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Make the process of this test report its errors on its pipe instead of standard error. */
void failures_told_by(void (*tell)(const char *message));

#define HARNESS_FAILED 70 /* exit status of a test's process after harness_failure() */

#endif
