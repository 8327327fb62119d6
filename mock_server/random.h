/*
 * random.h - pseudo-random numbers that are the same in every run with the same seed.
 */
#ifndef MOCK_SERVER_RANDOM_H
#define MOCK_SERVER_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* A hash of the three numbers, in which every bit of them counts. */
uint64_t random_hash(uint64_t seed, uint64_t key, uint64_t turn);

/* A hash of a text, for use as `key`. */
uint64_t random_key(const char *text, size_t length);

/* A number from 0 to below 1. */
double random_fraction(uint64_t hash);

/* Fill `size` bytes with pseudo-random numbers that start at `state`. */
void random_fill(unsigned char *bytes, size_t size, uint64_t state);

#endif
