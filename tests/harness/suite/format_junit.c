/*
 * format_junit.c - a grade in JUnit's XML, which most build servers read.
 *
 * Build servers merge the files of all labs, and know a test by its class and name: the class is the lab. The
 * counts stand before the tests, so that all is written at the end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../base/failure.h"
#include "format.h"

static FILE *tests, *properties;
static char *tests_text, *properties_text;
static const char *lab_name;
static size_t count, failures, skipped;

/* Text for an attribute or an element: XML's special characters are escaped, and characters that XML forbids
 * are left out. */
static void print_escaped(FILE *file, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            fputs("&amp;", file);
        else if (*text == '<')
            fputs("&lt;", file);
        else if (*text == '>')
            fputs("&gt;", file);
        else if (*text == '"')
            fputs("&quot;", file);
        else if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t')
            putc(*text, file);
    }
}

static void begin(const char *lab, size_t planned)
{
    static size_t sizes[2];

    (void)planned;
    lab_name = lab;
    format_seconds();
    tests = open_memstream(&tests_text, &sizes[0]);
    properties = open_memstream(&properties_text, &sizes[1]);
    if (!tests || !properties)
        harness_failure("no memory");
}

static void tell(const struct result *result)
{
    fprintf(tests, "  <testcase name=\"%s\" classname=\"%s\" time=\"%.3f\">\n", test_name(result->test),
            lab_name, result->seconds);
    fprintf(properties, "    <property name=\"%s: %s\" value=\"%u/%u\"/>\n",
            result->test->milestone == STRETCH ? "stretch" : "core", test_name(result->test),
            points_of(result), result->test->points);
    count++;
    if (result->verdict == NO_VERDICT) {
        skipped++;
        fprintf(tests, "    <skipped message=\"no verdict: a harness error, not the lab's fault\">");
        print_escaped(tests, result->message);
        fprintf(tests, "</skipped>\n");
    } else if (result->verdict == FAILED) {
        failures++;
        fprintf(tests, "    <failure type=\"failed\" message=\"");
        print_escaped(tests, result->test->sentence);
        fprintf(tests, "\">");
        print_escaped(tests, result->message);
        fprintf(tests, "</failure>\n");
    }
    fprintf(tests, "  </testcase>\n");
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    char moment[32];
    time_t now = time(NULL);

    fclose(tests);
    fclose(properties);
    strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%S", gmtime(&now));
    printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"%s\" tests=\"%zu\" "
           "failures=\"%zu\" errors=\"0\" skipped=\"%zu\" time=\"%.3f\" timestamp=\"%s\" "
           "hostname=\"localhost\">\n  <properties>\n%s  </properties>\n%s",
           lab, count, failures, skipped, format_seconds(), moment, properties_text, tests_text);
    printf("  <system-out>%s: %u of %u points, stretch: %u of %u points%s, "
           "SEED=%lu</system-out>\n  <system-err/>\n</testsuite>\n",
           lab, score->core.points, score->core.most_points, score->stretch.points,
           score->stretch.most_points, incomplete_in_words(score), seed);
    fflush(stdout);
}

const struct format junit_format = {.name = "junit", .begin = begin, .tell = tell, .end = end};
