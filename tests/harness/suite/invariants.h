/*
 * invariants.h - what holds in every run of a download lab, whatever its test is about.
 */
#ifndef HARNESS_INVARIANTS_H
#define HARNESS_INVARIANTS_H

/* Check the runs of the test for it. */
void invariants_check(void);

#endif
