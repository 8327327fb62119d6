/*
 * durable.h - files that are either complete or absent, however the writing program ends.
 */
#ifndef GRADE_DURABLE_H
#define GRADE_DURABLE_H

#include <stddef.h>

/* Replace the file at `path` by `size` bytes. 0, or -1 after a line on standard error. */
int durable_write(const char *path, const void *bytes, size_t size);

#endif
