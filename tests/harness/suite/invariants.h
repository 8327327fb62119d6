/*
 * invariants.h - what holds in every run of a download lab, whatever its test is about.
 */
#ifndef HARNESS_INVARIANTS_H
#define HARNESS_INVARIANTS_H

#include "../scenario/scenario.h"

/*
 * Have the invariants of `run` checked when its test has passed otherwise: so the test's own message, which
 * says more about its subject, comes first. `run` is copied.
 */
void invariants_keep(const struct run *run);

#endif
