/*
 * random.h - a small seeded generator, so that a run and its resampling are repeatable.
 *
 * SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
#ifndef REPORT_RANDOM_H
#define REPORT_RANDOM_H

#include <stddef.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* A number from 0 to `limit` - 1. The bias of the remainder, limit / 2^64, is negligible. */
static inline size_t random_below(uint64_t *state, size_t limit)
{
    return random_next(state) % limit;
}

#endif
