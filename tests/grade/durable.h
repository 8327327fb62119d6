/*
 * durable.h - files that are there whole or not at all, whatever ends the program that writes them.
 */
#ifndef GRADE_DURABLE_H
#define GRADE_DURABLE_H

#include <stddef.h>

/* Put `size` bytes into the file at `path`, in the place of what was there. 0, or -1 after a word on standard
 * error. */
int durable_write(const char *path, const void *bytes, size_t size);

#endif
