/*
 * machine.h - has the machine what the tests need? Where it has not, a verdict would be wrong, and none is
 * given.
 */
#ifndef HARNESS_MACHINE_H
#define HARNESS_MACHINE_H

/* 0 where `root`, the directory for the runs, and the limits that hold for us are large enough; else -1,
 * after one line on standard error. Soft limits are raised first. */
int machine_expect(const char *root);

#endif
