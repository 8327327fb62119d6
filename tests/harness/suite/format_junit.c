/*
 * format_junit.c - a grade as JUnit's XML, which most build servers read.
 */
#include <stdio.h>

#include "format.h"

/* Text for an attribute or an element: XML's own characters are named, and what XML cannot hold is left out.
 */
static void print_escaped(const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", stdout);
        else if (*text == '<')
            fputs("&lt;", stdout);
        else if (*text == '>')
            fputs("&gt;", stdout);
        else if (*text == '"')
            fputs("&quot;", stdout);
        else if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t')
            putchar(*text);
    }
}

static void begin(const char *lab, size_t tests)
{
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"%s\" tests=\"%zu\">\n", lab, tests);
    fflush(stdout);
}

static void tell(const struct result *result)
{
    const char *kind = result->verdict == NO_VERDICT ? "skipped" : "failure";

    printf("  <testcase classname=\"%s\" name=\"", result->test->milestone == STRETCH ? "stretch" : "core");
    print_escaped(test_name(result->test));
    printf("\">\n    <properties><property name=\"points\" value=\"%u/%u\"/></properties>\n",
           points_of(result), result->test->points);
    if (result->verdict != PASSED) {
        printf("    <%s message=\"", kind);
        print_escaped(result->verdict == NO_VERDICT ? "no verdict: a harness error, no fault of the lab"
                                                    : result->test->sentence);
        printf("\">");
        print_escaped(result->message);
        printf("</%s>\n", kind);
    }
    printf("  </testcase>\n");
    fflush(stdout);
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    printf("  <system-out>%s: %u of %u points, stretch: %u of %u points%s, "
           "SEED=%lu</system-out>\n</testsuite>\n",
           lab, score->core.points, score->core.most_points, score->stretch.points,
           score->stretch.most_points, incomplete_in_words(score), seed);
    fflush(stdout);
}

const struct format junit_format = {.name = "junit", .begin = begin, .tell = tell, .end = end};
