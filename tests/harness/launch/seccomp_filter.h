/*
 * seccomp_filter.h - system calls that a program in a sandbox may not make: those that no lab needs, and by
 * which it could reach into the kernel, hide memory from its limits, or silence a sanitizer.
 */
#ifndef HARNESS_SECCOMP_FILTER_H
#define HARNESS_SECCOMP_FILTER_H

/* A descriptor from which bubblewrap's --seccomp reads the filter, or -1 where there is none for this
 * machine. */
int filter_open(void);

#endif
