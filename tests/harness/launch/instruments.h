/*
 * instruments.h - check that the sanitizers work on this machine. If one does not, tests that need it have no
 * verdict.
 */
#ifndef HARNESS_INSTRUMENTS_H
#define HARNESS_INSTRUMENTS_H

#include "../scenario/scenario.h"

/* Call once, before the first test: the tests share the findings. `directory` has a probe of each flavour. */
void instruments_prepare(const char *directory);

/* Tell where the probes are in the sandbox, which does not see the tree. */
void instruments_move(const char *directory);

/* End the test without a verdict if the instrument of `build` does not work here. The first test that asks
 * runs the probe; the others wait for it. */
void instruments_expect(enum build build);

#endif
