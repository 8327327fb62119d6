/*
 * parse.h - numbers from text, and refusals in words.
 */
#ifndef MOCK_SERVER_PARSE_H
#define MOCK_SERVER_PARSE_H

#include <stdint.h>

/* A reason in words, without a newline. */
struct refusal {
    char text[256];
};

/* Write a reason, as by printf; always -1, so that a caller can return it. */
int refuse(struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Read a whole decimal number from `low` to `high`, and nothing else. `what` names it in a refusal. 0 or -1.
 */
int parse_number(const char *text, const char *what, uint64_t low, uint64_t high, uint64_t *number,
                 struct refusal *refusal);

/* The same for one number, or for two with a hyphen between them, the larger one last: "7", "1-50". */
int parse_range(char *text, const char *what, uint64_t low, uint64_t high, uint64_t *first, uint64_t *last,
                struct refusal *refusal);

/* The same for a number from 0 to `high` that may have a fraction. */
int parse_decimal(const char *text, const char *what, double high, double *number, struct refusal *refusal);

#endif
