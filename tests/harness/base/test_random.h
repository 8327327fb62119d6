/*
 * test_random.h - random numbers of a test: the same for the same seed, whichever tests run at the same time.
 */
#ifndef HARNESS_TEST_RANDOM_H
#define HARNESS_TEST_RANDOM_H

#include <stddef.h>

/* Restart with the numbers of `test` for `seed`. */
void draw_begin(unsigned long seed, const char *test);

/* A number from `least` to `most`. */
size_t draw(size_t least, size_t most);

#endif
