/*
 * test_random.c - random numbers of a test: the same for the same seed, whichever tests run at the same time.
 */
#include "test_random.h"

#include <stdint.h>

static uint64_t state;

void draw_begin(unsigned long seed, const char *test)
{
    state = seed;
    /* FNV-1a over the name, so that two tests with one seed draw different numbers. */
    for (const char *c = test; *c; c++)
        state = (state ^ (unsigned char)*c) * 0x100000001b3;
}

/* splitmix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
size_t draw(size_t least, size_t most)
{
    uint64_t z = state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    z ^= z >> 31;
    return least + (size_t)(z % (most - least + 1));
}
