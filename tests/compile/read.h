/*
 * read.h - a whole file in memory.
 */
#ifndef COMPILE_READ_H
#define COMPILE_READ_H

#include <stddef.h>

/* The bytes of a file, with a zero byte behind them; aligned for any type, to be freed. NULL where it cannot
 * be read. */
char *file_read(const char *path, size_t *size);

#endif
