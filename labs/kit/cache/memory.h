/*
 * memory.h - make an allocation of the lab's code fail. Only the build with AddressSanitizer counts down
 * and fails (tests/instrument/address/lab_calls.c).
 */
#ifndef KIT_CACHE_MEMORY_H
#define KIT_CACHE_MEMORY_H

#include <stdatomic.h>

extern atomic_uint memory_countdown; /* the allocation with this number, counted from now, fails; 0: none */
extern atomic_uint memory_failures;  /* how many have failed */

#endif
