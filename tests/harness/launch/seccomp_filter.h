/*
 * seccomp_filter.h - the system calls that a program in a sandbox may not make. No lab needs them. They could
 * reach into the kernel, hide memory from its limits, or silence a sanitizer.
 */
#ifndef HARNESS_SECCOMP_FILTER_H
#define HARNESS_SECCOMP_FILTER_H

/* A descriptor from which bubblewrap's --seccomp reads the filter, or -1 if this machine has none. */
int filter_open(void);

#endif
