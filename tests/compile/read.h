/*
 * read.h - read a whole file into memory.
 */
#ifndef COMPILE_READ_H
#define COMPILE_READ_H

#include <stddef.h>

/* Returns the bytes of a file and a zero byte after them, aligned for any type; free() them. NULL if it
 * cannot be read. */
char *file_read(const char *path, size_t *size);

#endif
