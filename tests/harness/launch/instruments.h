/*
 * instruments.h - do the sanitizers work on this machine? Where one does not, no test that needs it has a
 * verdict.
 */
#ifndef HARNESS_INSTRUMENTS_H
#define HARNESS_INSTRUMENTS_H

#include "../scenario/scenario.h"

/* Once, before the first test: what the tests find out is shared by them. `directory` has a probe of each
 * flavour. */
void instruments_prepare(const char *directory);

/* The probes where they stand now: a sandbox cannot see the tree. */
void instruments_move(const char *directory);

/* End the test without a verdict where the instrument of `build` does not work here. The first test that asks
 * runs the probe; the others wait for it. */
void instruments_expect(enum build build);

#endif
