/*
 * arguments.h - arguments for the functions of the cache lab, drawn from the test's seed.
 */
#ifndef HARNESS_ARGUMENTS_H
#define HARNESS_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#define MAX_ARGUMENTS 1200 /* bytes; labs/kit/cache/value.h */
#define MAX_RESULT    5000

struct arguments {
    size_t size;
    unsigned char bytes[MAX_ARGUMENTS];
};

bool arguments_equal(const struct arguments *a, const struct arguments *b);

/* Random bytes, including zero bytes. */
struct arguments draw_arguments(size_t size);

/* The same except for one byte. */
struct arguments arguments_with(struct arguments arguments, size_t place, unsigned char byte);

/*
 * `count` different arguments of `size` bytes that are easily confused: they differ in the first, the middle
 * or the last byte, or after a zero byte; they have the same bytes in another order, the same sum, or the
 * same value of a common hash. `count` is at most 256 ^ `size`. With `count` = MAX_RELATIVES and a size of at
 * least 24, there is one of each kind.
 */
void draw_relatives(struct arguments relatives[], size_t count, size_t size);

#define MAX_RELATIVES 50

#endif
