#include "random.h"

#include <string.h>

/* SplitMix64 by Sebastiano Vigna: its increment and its output function. */
static const uint64_t STEP = UINT64_C(0x9e3779b97f4a7c15);

static uint64_t mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

uint64_t random_hash(uint64_t seed, uint64_t key, uint64_t turn)
{
    return mix(mix(mix(seed + STEP) + key + STEP) + turn + STEP);
}

/* The hash function FNV-1a. */
uint64_t random_key(const char *text, size_t length)
{
    uint64_t key = UINT64_C(0xcbf29ce484222325);

    for (size_t i = 0; i < length; i++)
        key = (key ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    return key;
}

double random_fraction(uint64_t hash)
{
    return (double)(hash >> 11) / (double)(UINT64_C(1) << 53);
}

void random_fill(unsigned char *bytes, size_t size, uint64_t state)
{
    while (size > 0) {
        uint64_t word = mix(state += STEP);
        size_t part = size < sizeof word ? size : sizeof word;

        memcpy(bytes, &word, part);
        bytes += part;
        size -= part;
    }
}
