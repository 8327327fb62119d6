/*
 * format_json.c - a grade as Gradescope's results.json:
 * https://gradescope-autograders.readthedocs.io/en/latest/specs.
 *
 * The list of tests is written one by one, each as soon as it is known.
 */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "format.h"
#include "program.h"

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

static void tell(const struct result *result)
{
    cJSON *test = cJSON_CreateObject(), *tags = cJSON_AddArrayToObject(test, "tags");

    cJSON_AddItemToArray(tags, cJSON_CreateString(result->test->milestone == STRETCH ? "stretch" : "core"));
    cJSON_AddStringToObject(test, "name", result->test->sentence);
    cJSON_AddStringToObject(test, "number", test_name(result->test));
    cJSON_AddStringToObject(test, "status", result->verdict == PASSED ? "passed" : "failed");
    cJSON_AddNumberToObject(test, "score", points_of(result));
    cJSON_AddNumberToObject(test, "max_score", result->test->points);
    cJSON_AddStringToObject(test, "output", result->message);
    printf("%s\n  ", result->number > 1 ? "," : "");
    print_json(test);
    fflush(stdout);
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    cJSON *extra = cJSON_CreateObject();

    cJSON_AddStringToObject(extra, "lab", lab);
    cJSON_AddNumberToObject(extra, "seed", (double)seed);
    printf("\n], \"score\": %u, \"extra_data\": ", score->core.points + score->stretch.points);
    print_json(extra);
    printf("}\n");
    fflush(stdout);
}

const struct format json_format = {.name = "json", .begin = begin, .tell = tell, .end = end};
