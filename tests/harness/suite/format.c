/*
 * format.c - the common parts of all formats of a grade.
 */
#include "format.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/failure.h"
#include "../base/plural.h"

const char *test_name(const struct graded_test *test)
{
    return (*test->test)->name;
}

size_t unjudged_of(const struct score *score)
{
    return score->core.unjudged + score->stretch.unjudged;
}

const char *incomplete_in_words(const struct score *score)
{
    static char words[160];
    unsigned points = score->core.unjudged_points + score->stretch.unjudged_points;

    if (unjudged_of(score) == 0)
        return "";
    snprintf(words, sizeof words, "; incomplete: a harness error has left %s (%s) without a verdict",
             counted(unjudged_of(score), "tests"), counted(points, "points"));
    return words;
}

unsigned points_of(const struct result *result)
{
    return result->verdict == PASSED ? result->test->points : 0;
}

void print_json(cJSON *object)
{
    char *text = object ? cJSON_PrintUnformatted(object) : NULL;

    if (!text)
        harness_failure("no memory");
    fputs(text, stdout);
    free(text);
    cJSON_Delete(object);
}

double format_seconds(void)
{
    static double begun;

    if (begun == 0)
        begun = monotonic_seconds();
    return monotonic_seconds() - begun;
}

void print_indented(const char *indent, const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n");
        printf("%s%.*s\n", indent, (int)length, message);
        message += length + (message[length] == '\n');
    }
}
