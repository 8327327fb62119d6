/*
 * hashes.c - pairs of arguments with equal values of common hashes.
 */
#include "hashes.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "../base/test_random.h"
#include "../launch/program.h"
#include "../scenario/scenario.h"

#define TAIL  8         /* number of bytes to vary */
#define SLOTS (1 << 19) /* table size; about 80,000 tries find a pair for a 32-bit hash */

typedef uint32_t hash_function(const unsigned char *bytes, size_t size);

static uint32_t fnv1a(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 0x811c9dc5;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ bytes[i]) * 0x01000193;
    return hash;
}

static uint32_t fnv1(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 0x811c9dc5;

    for (size_t i = 0; i < size; i++)
        hash = hash * 0x01000193 ^ bytes[i];
    return hash;
}

static uint32_t sdbm(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 0;

    for (size_t i = 0; i < size; i++)
        hash = bytes[i] + hash * 65599;
    return hash;
}

static uint32_t djb2_with_xor(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 5381;

    for (size_t i = 0; i < size; i++)
        hash = hash * 33 ^ bytes[i];
    return hash;
}

/* Jenkins's hash without its last steps, which keep equal values equal. */
static uint32_t one_at_a_time(const unsigned char *bytes, size_t size)
{
    uint32_t hash = 0;

    for (size_t i = 0; i < size; i++) {
        hash += bytes[i];
        hash += hash << 10;
        hash ^= hash >> 6;
    }
    return hash;
}

static hash_function *const functions[] = {fnv1a, fnv1, sdbm, djb2_with_xor, one_at_a_time};

/* Two texts with equal 64-bit FNV-1a: a search would need far too many tries. */
static const char *const of_64_bits[] = {"8yn0iYCKYHlIj4-BwPqk", "GReLUrM4wMqfg9yzV3KQ"};

/* Bytes computed from a number by a non-linear function: a linear hash would keep linear ones apart. */
static void write_end(unsigned char block[HASH_PAIR_SIZE], uint64_t number)
{
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    number ^= number >> 31;
    memcpy(block + HASH_PAIR_SIZE - TAIL, &number, TAIL);
}

/* Try different ends until two have the same hash. */
static void search(hash_function *hash, unsigned char a[HASH_PAIR_SIZE], unsigned char b[HASH_PAIR_SIZE])
{
    uint64_t *tried = calloc(SLOTS, sizeof *tried), first = draw(1, 1000000000);
    size_t slot;

    if (!tried)
        harness_failure("no memory");
    for (uint64_t number = first;; number++) {
        write_end(a, number);
        uint32_t value = hash(a, HASH_PAIR_SIZE);
        for (slot = value % SLOTS; tried[slot] != 0; slot = (slot + 1) % SLOTS) {
            memcpy(b, a, HASH_PAIR_SIZE);
            write_end(b, tried[slot]);
            if (hash(b, HASH_PAIR_SIZE) == value) {
                free(tried);
                return;
            }
        }
        tried[slot] = number;
        if (number - first > SLOTS / 4 * 3)
            harness_failure("found no pair of arguments with equal hashes");
    }
}

void draw_hash_pair(size_t which, unsigned char a[HASH_PAIR_SIZE], unsigned char b[HASH_PAIR_SIZE])
{
    if (which == HASH_PAIRS - 1) {
        memcpy(a, of_64_bits[0], HASH_PAIR_SIZE);
        memcpy(b, of_64_bits[1], HASH_PAIR_SIZE);
        return;
    }
    for (size_t i = 0; i < HASH_PAIR_SIZE; i++)
        a[i] = (unsigned char)draw(0, 255);
    search(functions[which], a, b);
}
