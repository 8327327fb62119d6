/*
 * format_json.c - a grade as Gradescope's results.json:
 * https://gradescope-autograders.readthedocs.io/en/latest/specs.
 *
 * The list of tests is written one by one, each as soon as it is known.
 */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "../launch/program.h"
#include "format.h"

static void print_json(cJSON *object)
{
    char *text = object ? cJSON_PrintUnformatted(object) : NULL;

    if (!text)
        harness_failure("no memory");
    fputs(text, stdout);
    free(text);
    cJSON_Delete(object);
}

static void begin(const char *lab, size_t tests)
{
    (void)lab, (void)tests;
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

static void tell(const struct result *result)
{
    cJSON *test = cJSON_CreateObject(), *tags = cJSON_AddArrayToObject(test, "tags");

    cJSON_AddItemToArray(tags, cJSON_CreateString(result->test->milestone == STRETCH ? "stretch" : "core"));
    cJSON_AddStringToObject(test, "name", result->test->sentence);
    cJSON_AddStringToObject(test, "number", test_name(result->test));
    if (result->verdict != NO_VERDICT) {
        cJSON_AddStringToObject(test, "status", result->verdict == PASSED ? "passed" : "failed");
        cJSON_AddNumberToObject(test, "score", points_of(result));
        cJSON_AddNumberToObject(test, "max_score", result->test->points);
    }
    add_output(test, result->verdict == NO_VERDICT ? "No verdict, a harness error: " : "", result->message);
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
    printf("\n], \"score\": %u, ", score->core.points + score->stretch.points);
    if (unjudged_of(score) > 0)
        printf("\"output\": \"This grade is no final one%s.\", ", incomplete_in_words(score));
    printf("\"extra_data\": ");
    print_json(extra);
    printf("}\n");
    fflush(stdout);
}

const struct format json_format = {.name = "json", .begin = begin, .tell = tell, .end = end};
