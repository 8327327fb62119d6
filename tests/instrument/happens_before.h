/*
 * happens_before.h - what orders threads, told to ThreadSanitizer: what came before a release comes before
 * all that follows an acquire of the same key.
 */
#ifndef INSTRUMENT_HAPPENS_BEFORE_H
#define INSTRUMENT_HAPPENS_BEFORE_H

#include <sanitizer/tsan_interface.h>

/* The key of an object that the kernel numbers: a System V object, or an inode. */
void *key_of_number(unsigned long number);

/* The key of a pipe, a queue, or sockets of this machine; NULL for a file of any other kind, and for the two
 * streams that everybody prints on. */
void *key_of_file(int file);

/* Declare what --wrap needs. */
#define WRAPPED(type, function, parameters) \
    type __real_##function parameters;      \
    type __wrap_##function parameters;      \
    type __wrap_##function parameters

#endif
