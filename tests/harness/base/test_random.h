/*
 * test_random.h - the random numbers of a test: the same for the same seed, whichever tests run next to it.
 */
#ifndef HARNESS_TEST_RANDOM_H
#define HARNESS_TEST_RANDOM_H

#include <stddef.h>

/* Begin anew with the numbers that `test` draws from `seed`. */
void draw_begin(unsigned long seed, const char *test);

/* A number from `least` to `most`. */
size_t draw(size_t least, size_t most);

#endif
