/*
 * arguments.c - pairs of arguments that a wrong comparison confuses.
 */
#include "arguments.h"

#include <stdint.h>
#include <string.h>

#include "../base/failure.h"
#include "../base/test_random.h"
#include "../launch/program.h"
#include "../scenario/scenario.h"
#include "hashes.h"

#define MAX_TRIES 10000

bool arguments_equal(const struct arguments *a, const struct arguments *b)
{
    return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

struct arguments draw_arguments(size_t size)
{
    struct arguments arguments = {.size = size};

    for (size_t i = 0; i < size; i++)
        arguments.bytes[i] = (unsigned char)(draw(0, 7) == 0 ? 0 : draw(0, 255));
    return arguments;
}

struct arguments arguments_with(struct arguments arguments, size_t place, unsigned char byte)
{
    arguments.bytes[place] = byte;
    return arguments;
}

/* --- An argument that is easily confused with `base` --- */

static void change(struct arguments *one, size_t place)
{
    one->bytes[place] = (unsigned char)(one->bytes[place] + draw(1, 255));
}

static void change_the_first(struct arguments *one)
{
    change(one, 0);
}

static void change_the_last(struct arguments *one)
{
    change(one, one->size - 1);
}

static void change_the_middle(struct arguments *one)
{
    change(one, one->size / 2);
}

static void change_a_bit(struct arguments *one)
{
    one->bytes[draw(0, one->size - 1)] ^= (unsigned char)(1 << draw(0, 7));
}

/* The same bytes in another order, and therefore with the same sum. */
static void exchange_two(struct arguments *one)
{
    size_t a = draw(0, one->size - 1), b = draw(0, one->size - 1);
    unsigned char kept = one->bytes[a];

    one->bytes[a] = one->bytes[b];
    one->bytes[b] = kept;
}

static void exchange_halves(struct arguments *one)
{
    struct arguments old = *one;
    size_t half = one->size / 2;

    for (size_t i = 0; i < half; i++) {
        one->bytes[i] = old.bytes[i + half];
        one->bytes[i + half] = old.bytes[i];
    }
}

static void reverse(struct arguments *one)
{
    struct arguments old = *one;

    for (size_t i = 0; i < one->size; i++)
        one->bytes[i] = old.bytes[one->size - 1 - i];
}

static void keep_the_xor(struct arguments *one)
{
    unsigned char bits = (unsigned char)draw(1, 255);

    if (one->size < 2)
        return;
    size_t place = draw(0, one->size - 2);
    one->bytes[place] ^= bits;
    one->bytes[place + 1] ^= bits;
}

static void zero_all(struct arguments *one)
{
    memset(one->bytes, 0, one->size);
}

static void zero_all_but_the_last(struct arguments *one)
{
    zero_all(one);
    change_the_last(one);
}

static void zero_the_first(struct arguments *one)
{
    one->bytes[0] = 0;
}

/* For text, this would be after its end. */
static void change_the_last_behind_a_zero(struct arguments *one)
{
    one->bytes[0] = 0;
    change_the_last(one);
}

typedef void relative(struct arguments *);

static relative *const relatives_of_any_size[] = {
    change_the_last, change_the_first, change_the_middle,     change_a_bit,   exchange_two,
    keep_the_xor,    exchange_halves,  zero_all_but_the_last, zero_the_first, change_the_last_behind_a_zero,
    zero_all,        reverse,
};
#define OF_ANY_SIZE (sizeof relatives_of_any_size / sizeof relatives_of_any_size[0])

/* --- Pairs that a hash cannot distinguish --- */

/* For hash = hash * factor + byte; factor 1 is a sum. The bytes before and after are equal. */
static const unsigned char factors[] = {1, 31, 33, 37, 65, 131};
#define FACTORS (sizeof factors / sizeof factors[0])

static void draw_pair_of_factor(struct arguments *a, struct arguments *b, unsigned char factor)
{
    size_t place = draw(0, a->size - 2);

    a->bytes[place] = (unsigned char)draw(1, 100);
    a->bytes[place + 1] = (unsigned char)draw(factor, factor < 127 ? 127 : 255);
    *b = *a;
    b->bytes[place]++;
    b->bytes[place + 1] = (unsigned char)(b->bytes[place + 1] - factor);
}

/* For sums of sums, such as Adler-32 and Fletcher's checksum. */
static void draw_pair_of_sums(struct arguments *a, struct arguments *b)
{
    size_t place = draw(0, a->size - 3);

    for (size_t i = 0; i < 3; i++)
        a->bytes[place + i] = (unsigned char)draw(2, 250);
    *b = *a;
    b->bytes[place]++;
    b->bytes[place + 1] = (unsigned char)(b->bytes[place + 1] - 2);
    b->bytes[place + 2]++;
}

/* For a 32-bit CRC: adding its polynomial anywhere changes nothing. The last bit of a byte comes first, but
 * in the third pair the first. */
static void draw_pair_of_crc(struct arguments *a, struct arguments *b, size_t which)
{
    static const uint64_t polynomials[] = {1 | UINT64_C(0xedb88320) << 1, 1 | UINT64_C(0x82f63b78) << 1,
                                           UINT64_C(0x104c11db7) << 7};
    size_t place = draw(0, a->size - 5);

    *b = *a;
    for (size_t i = 0; i < 5; i++)
        b->bytes[place + i] ^= (unsigned char)(polynomials[which] >> (which == 2 ? 8 * (4 - i) : 8 * i));
}
#define CRCS 3

/* Draw pair number `which`. Returns false if the size is too small for it. */
static bool draw_pair(size_t which, struct arguments *a, struct arguments *b)
{
    static const size_t least[] = {2, 3, 5, HASH_PAIR_SIZE};
    size_t kind = which < FACTORS ? 0 : which == FACTORS ? 1 : which <= FACTORS + CRCS ? 2 : 3;

    if (a->size < least[kind])
        return false;
    if (kind == 0)
        draw_pair_of_factor(a, b, factors[which]);
    else if (kind == 1)
        draw_pair_of_sums(a, b);
    else if (kind == 2)
        draw_pair_of_crc(a, b, which - FACTORS - 1);
    else {
        *b = *a;
        draw_hash_pair(which - FACTORS - 1 - CRCS, a->bytes, b->bytes);
    }
    return true;
}
#define PAIRS (FACTORS + 1 + CRCS + HASH_PAIRS)

/* --- All pairs --- */

static bool is_among(const struct arguments relatives[], size_t count, const struct arguments *one)
{
    for (size_t i = 0; i < count; i++)
        if (arguments_equal(&relatives[i], one))
            return true;
    return false;
}

static void add(struct arguments relatives[], size_t *count, size_t most, struct arguments one)
{
    if (*count < most && !is_among(relatives, *count, &one))
        relatives[(*count)++] = one;
}

/* Many: one of each kind, in turn. Few: any kinds, except hashes that need a search. */
void draw_relatives(struct arguments relatives[], size_t count, size_t size)
{
    const bool all = count > OF_ANY_SIZE + PAIRS;
    size_t found = 0;

    relatives[found++] = draw_arguments(size);
    for (size_t try = 0; found < count; try++) {
        struct arguments a = relatives[0], b;
        size_t pair = all ? try - OF_ANY_SIZE : draw(0, PAIRS - HASH_PAIRS - 1);
        if (try > MAX_TRIES)
            harness_failure("cannot draw %zu different arguments of %zu bytes", count, size);
        if (all ? try >= OF_ANY_SIZE && pair < PAIRS : draw(0, 1) == 0) {
            if (draw_pair(pair, &a, &b)) {
                add(relatives, &found, count, a);
                add(relatives, &found, count, b);
            }
            continue;
        }
        relatives_of_any_size[all && try < OF_ANY_SIZE ? try : draw(0, OF_ANY_SIZE - 1)](&a);
        add(relatives, &found, count, a);
    }
}
