/*
 * hashes.h - pairs of arguments with equal values of common hashes.
 */
#ifndef HARNESS_HASHES_H
#define HARNESS_HASHES_H

#include <stddef.h>

/* The number of hashes, and the size of each argument in bytes. */
#define HASH_PAIRS     6
#define HASH_PAIR_SIZE 20

/* Fill in two different blocks of HASH_PAIR_SIZE bytes that begin arguments and have equal values of hash
 * number `which`. */
void draw_hash_pair(size_t which, unsigned char a[HASH_PAIR_SIZE], unsigned char b[HASH_PAIR_SIZE]);

#endif
