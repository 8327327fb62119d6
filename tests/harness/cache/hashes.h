/*
 * hashes.h - pairs of arguments that common hashes take for one another.
 */
#ifndef HARNESS_HASHES_H
#define HARNESS_HASHES_H

#include <stddef.h>

/* How many pairs there are, and how many bytes each of them has. */
#define HASH_PAIRS     6
#define HASH_PAIR_SIZE 20

/* Fill in two different blocks of HASH_PAIR_SIZE bytes, each a beginning of arguments, which hash number
 * `which` takes for one another. */
void draw_hash_pair(size_t which, unsigned char a[HASH_PAIR_SIZE], unsigned char b[HASH_PAIR_SIZE]);

#endif
