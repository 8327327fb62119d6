/*
 * memory.h - allocations of the lab's code that fail. In the build with AddressSanitizer the lab's code
 * counts down and fails (tests/instrument/lab_calls.c); in others nothing does.
 */
#ifndef KIT_CACHE_MEMORY_H
#define KIT_CACHE_MEMORY_H

#include <stdatomic.h>

extern atomic_uint memory_countdown; /* the allocation with this number, from now on, fails; 0: none */
extern atomic_uint memory_failures;  /* so many have failed */

#endif
