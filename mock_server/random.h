/*
 * random.h - numbers that look random and are the same in every run with the same seed.
 */
#ifndef MOCK_SERVER_RANDOM_H
#define MOCK_SERVER_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* A hash of the three in which each bit of each of them counts. */
uint64_t random_hash(uint64_t seed, uint64_t key, uint64_t turn);

/* A number for a text, to be used as a key. */
uint64_t random_key(const char *text, size_t length);

/* From 0 to below 1. */
double random_fraction(uint64_t hash);

/* Fill `size` bytes with what follows from `state`. */
void random_fill(unsigned char *bytes, size_t size, uint64_t state);

#endif
