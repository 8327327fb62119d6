/*
 * format_text.c - a grade for people, the score in the last line; and for Autolab, which wants one more line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "format.h"

#define GREEN  "\033[32m"
#define RED    "\033[31m"
#define YELLOW "\033[33m"
#define BOLD   "\033[1m"
#define PLAIN  "\033[0m"

/* Colour where it is a terminal that wants it (https://no-color.org). */
static const char *colour(const char *code)
{
    const char *no_colour = getenv("NO_COLOR");

    return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) ? code : "";
}

static void begin(const char *lab, size_t tests)
{
    (void)tests;
    printf("%s%s%s\n", colour(BOLD), lab, colour(PLAIN));
    fflush(stdout);
}

static void tell(const struct result *result)
{
    bool stretch = result->test->milestone == STRETCH;

    printf("  %s%s%s %s%-*s %2u/%u\n",
           colour(result->verdict == PASSED ? GREEN
                  : stretch                 ? YELLOW
                                            : RED),
           result->verdict == PASSED ? "pass" : "FAIL", colour(PLAIN), stretch ? "stretch: " : "",
           stretch ? 63 : 72, result->test->sentence, points_of(result), result->test->points);
    if (result->verdict != PASSED) {
        printf("        (%s)\n", test_name(result->test));
        print_indented("        ", result->message);
    }
    fflush(stdout);
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    const struct tally *core = &score->core, *stretch = &score->stretch;
    bool full = core->passed == core->tests;

    if (!full || stretch->passed < stretch->tests)
        printf("  to draw the same again: SEED=%lu\n", seed);
    printf("%s%s: %u of %u points, %zu of %zu tests%s", colour(full ? GREEN : RED), lab, core->points,
           core->most_points, core->passed, core->tests, colour(PLAIN));
    if (stretch->tests > 0)
        printf("; stretch: %u of %u points", stretch->points, stretch->most_points);
    printf("\n");
    fflush(stdout);
}

const struct format text_format = {.name = "text", .begin = begin, .tell = tell, .end = end};

/* The last line is what Autolab's autograder reads: https://docs.autolabproject.com/lab. */
static void end_for_autolab(const char *lab, const struct score *score, unsigned long seed)
{
    end(lab, score, seed);
    printf("{\"scores\": {\"%s\": %u}}\n", lab, score->core.points + score->stretch.points);
    fflush(stdout);
}

const struct format autolab_format = {
    .name = "autolab", .begin = begin, .tell = tell, .end = end_for_autolab};
