/*
 * machine.h - check that the machine meets the tests' needs. Otherwise verdicts would be wrong, so none is
 * given.
 */
#ifndef HARNESS_MACHINE_H
#define HARNESS_MACHINE_H

/* 0 if `root`, the directory for the runs, and our limits are large enough; else -1 after one line on
 * standard error. Raises soft limits first. */
int machine_expect(const char *root);

#endif
