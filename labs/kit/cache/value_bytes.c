/*
 * value_bytes.c - turn the server's reply into a result. The tests compute the same.
 */
#include "value.h"

/* splitmix64, Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

void value_bytes(uint64_t number, unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        uint64_t drawn = next(&number);
        bytes[i] = drawn & 7 ? (unsigned char)(drawn >> 8) : 0;
    }
}
