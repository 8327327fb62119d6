/*
 * invariants.h - what holds in every run of a download lab, whatever its test is about.
 */
#ifndef HARNESS_INVARIANTS_H
#define HARNESS_INVARIANTS_H

/* Hold the runs that the test has made to it. */
void invariants_check(void);

#endif
