/*
 * explore.h - run a submission under as many schedules as a test has time for.
 */
#ifndef HARNESS_EXPLORE_H
#define HARNESS_EXPLORE_H

/*
 * Fail the test if some order of the threads causes a fault, and show that order. `options` are words for the
 * program that explores (tests/instrument/explored/main.c), ended by NULL.
 */
void expect_every_schedule(const char *const options[]);

#endif
