/*
 * format_tap.c - a grade in the Test Anything Protocol, version 13: https://testanything.org.
 */
#include <stdio.h>
#include <string.h>

#include "format.h"

static void begin(const char *lab, size_t tests)
{
    printf("TAP version 13\n1..%zu\n# %s\n", tests, lab);
    fflush(stdout);
}

/* No verdict: TAP's directive for a test that was not run. */
static void tell_skipped(const struct result *result)
{
    printf("ok %zu - %s: %s # SKIP no verdict, a harness error: %.*s\n", result->number,
           test_name(result->test), result->test->sentence, (int)strcspn(result->message, "\n"),
           result->message);
    fflush(stdout);
}

static void tell(const struct result *result)
{
    if (result->verdict == NO_VERDICT) {
        tell_skipped(result);
        return;
    }
    printf("%s %zu - %s: %s (%u/%u)\n", result->verdict == PASSED ? "ok" : "not ok", result->number,
           test_name(result->test), result->test->sentence, points_of(result), result->test->points);
    if (result->verdict != PASSED) {
        printf("  ---\n");
        if (result->cause != NO_CAUSE)
            printf("  cause: %s\n", cause_name(result->cause));
        else if (result->subject)
            printf("  cause: %s\n", test_name(result->subject));
        /* TAP would take leading blanks of the first line for indentation. */
        printf("  message: |\n");
        print_indented("    ", result->message + strspn(result->message, " \t\n"));
        printf("  ...\n");
    }
    fflush(stdout);
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    printf("# %s: %u of %u points, stretch: %u of %u points%s, SEED=%lu\n", lab, score->core.points,
           score->core.most_points, score->stretch.points, score->stretch.most_points,
           incomplete_in_words(score), seed);
    fflush(stdout);
}

const struct format tap_format = {.name = "tap", .begin = begin, .tell = tell, .end = end};
