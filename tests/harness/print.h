/*
 * print.h - how a grade is told.
 */
#ifndef HARNESS_PRINT_H
#define HARNESS_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "suite.h"

struct score {
    size_t tests, passed;
    unsigned points, most_points;
};

void print_title(const char *lab);

/*
 * Tell one test's result, `text` being 'P', or 'F' and a message; NULL where the test's process left no
 * verdict. Adds to the score. False where there was no verdict.
 */
bool print_result(const struct graded_test *test, const char *text, struct score *score);

/* The last line. */
void print_score(const char *lab, const struct score *score, unsigned long seed);

#endif
