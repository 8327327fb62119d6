/*
 * grading.c - what is graded.
 */
#include "grading.h"

#include <string.h>

struct grading grading;

size_t grading_place(const char *test)
{
    const struct graded_suite *suite = grading.suite;
    size_t place = 0;

    while (place < suite->count && !(test && strcmp((*suite->tests[place].test)->name, test) == 0))
        place++;
    return place;
}
