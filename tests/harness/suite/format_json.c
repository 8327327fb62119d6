/*
 * format_json.c - a grade in the form of Gradescope's results.json:
 * https://gradescope-autograders.readthedocs.io/en/latest/specs.
 *
 * Each test is written as soon as its result is known.
 */
#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/failure.h"
#include "format.h"

static void begin(const char *lab, size_t tests)
{
    (void)lab, (void)tests;
    format_seconds();
    printf("{\"tests\": [");
    fflush(stdout);
}

static void add_output(cJSON *object, const char *before, const char *text)
{
    char *both;

    if (asprintf(&both, "%s%s", before, text) < 0)
        harness_failure("no memory");
    cJSON_AddStringToObject(object, "output", both);
    free(both);
}

/* As Gradescope shows it in front of the name: "1.7" of the core, "2.1" of the stretch goals. */
static const char *number_of(const struct result *result)
{
    static size_t counts[2];
    static char number[32];
    bool stretch = result->test->milestone == STRETCH;

    snprintf(number, sizeof number, "%d.%zu", stretch ? 2 : 1, ++counts[stretch]);
    return number;
}

static void tell(const struct result *result)
{
    cJSON *test = cJSON_CreateObject(), *tags = cJSON_AddArrayToObject(test, "tags");

    cJSON_AddItemToArray(tags, cJSON_CreateString(result->test->milestone == STRETCH ? "stretch" : "core"));
    cJSON_AddStringToObject(test, "name", result->test->sentence);
    cJSON_AddStringToObject(test, "number", number_of(result));
    cJSON_AddStringToObject(test, "visibility", "visible");
    if (result->verdict != NO_VERDICT) {
        cJSON_AddStringToObject(test, "status", result->verdict == PASSED ? "passed" : "failed");
        cJSON_AddNumberToObject(test, "score", points_of(result));
        cJSON_AddNumberToObject(test, "max_score", result->test->points);
    }
    add_output(test, result->verdict == NO_VERDICT ? "No verdict, a harness error: " : "", result->message);
    cJSON *extra = cJSON_AddObjectToObject(test, "extra_data");
    cJSON_AddStringToObject(extra, "test", test_name(result->test));
    cJSON_AddNumberToObject(extra, "seconds", round(result->seconds * 1000) / 1000);
    if (result->picture)
        cJSON_AddStringToObject(extra, "picture", result->picture);
    printf("%s\n  ", result->number > 1 ? "," : "");
    print_json(test);
    fflush(stdout);
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    cJSON *extra = cJSON_CreateObject();

    cJSON_AddStringToObject(extra, "lab", lab);
    cJSON_AddNumberToObject(extra, "seed", (double)seed);
    cJSON_AddBoolToObject(extra, "incomplete", unjudged_of(score) > 0);
    printf("\n], \"score\": %u, \"execution_time\": %.0f, \"visibility\": \"visible\", "
           "\"stdout_visibility\": \"hidden\", \"test_output_format\": \"text\", ",
           score->core.points + score->stretch.points, format_seconds());
    if (unjudged_of(score) > 0)
        printf("\"output\": \"This grade is not final%s.\", ", incomplete_in_words(score));
    printf("\"extra_data\": ");
    print_json(extra);
    printf("}\n");
    fflush(stdout);
}

const struct format json_format = {.name = "json", .begin = begin, .tell = tell, .end = end};
