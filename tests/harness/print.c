/*
 * print.c - how a grade is told.
 */
#include "print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GREEN "\033[32m"
#define RED   "\033[31m"
#define BOLD  "\033[1m"

/* Colour where it is a terminal that wants it (https://no-color.org). */
static const char *colour(const char *code)
{
    const char *no_colour = getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) ? code : "";
}

void print_title(const char *lab)
{
    printf("%s%s%s\n", colour(BOLD), lab, colour("\033[0m"));
    fflush(stdout);
}

static void print_message(const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n");
        printf("        %.*s\n", (int)length, message);
        message += length + (message[length] == '\n');
    }
}

bool print_result(const struct graded_test *test, const char *text, struct score *score)
{
    bool passed = text && text[0] == 'P';

    score->tests++;
    score->passed += passed;
    score->points += passed ? test->points : 0;
    score->most_points += test->points;
    printf("  %s%s%s %-72s %2u/%u\n", colour(passed ? GREEN : RED), passed ? "pass" : "FAIL",
           colour("\033[0m"), test->sentence, passed ? test->points : 0, test->points);
    if (!passed) {
        printf("        (%s)\n", (*test->test)->name);
        print_message(text ? text + 1
                           : "no verdict: the harness itself failed, which is no fault of the lab");
    }
    fflush(stdout);
    return text != NULL;
}

void print_score(const char *lab, const struct score *score, unsigned long seed)
{
    bool full = score->passed == score->tests;

    if (!full)
        printf("  the same images and faults again: SEED=%lu\n", seed);
    printf("%s%s: %u of %u points, %zu of %zu tests%s\n", colour(full ? GREEN : RED), lab, score->points,
           score->most_points, score->passed, score->tests, colour("\033[0m"));
}
