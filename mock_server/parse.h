/*
 * parse.h - parse numbers, and write error messages.
 */
#ifndef MOCK_SERVER_PARSE_H
#define MOCK_SERVER_PARSE_H

#include <stdint.h>

/* An error message without a newline. */
struct refusal {
    char text[256];
};

/* Write an error message, formatted as by printf(). Always returns -1, so that a caller can return it. */
int refuse(struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Parse a whole decimal number from `low` to `high`. `what` names it in the error message. 0, or -1. */
int parse_number(const char *text, const char *what, uint64_t low, uint64_t high, uint64_t *number,
                 struct refusal *refusal);

/* The same for "7", or for a range such as "1-50" with the larger number last. */
int parse_range(char *text, const char *what, uint64_t low, uint64_t high, uint64_t *first, uint64_t *last,
                struct refusal *refusal);

/* The same for a number from 0 to `high` that may have a fraction. */
int parse_decimal(const char *text, const char *what, double high, double *number, struct refusal *refusal);

#endif
