/*
 * format_prairielearn.c - a grade as PrairieLearn's results.json:
 * https://prairielearn.readthedocs.io/en/latest/externalGrading/#grading-results.
 *
 * A file that does not compile scores 0, as everywhere. Only a grade that is incomplete, for no fault of the
 * lab, is not gradable: then the attempt costs the student nothing.
 */
#include <cjson/cJSON.h>
#include <nettle/base64.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "format.h"

/* results.json may have at most 1 MB, and base64 turns three bytes into four. */
#define MOST_PICTURES 600000

static cJSON *tests;

static void begin(const char *lab, size_t count)
{
    (void)lab, (void)count;
    tests = cJSON_CreateArray();
}

static void add_picture(cJSON *test, const char *svg)
{
    static const char kind[] = "data:image/svg+xml;base64,";
    static size_t used;
    size_t length = strlen(svg), room = sizeof kind + BASE64_ENCODE_RAW_LENGTH(length);
    char *url = used + room <= MOST_PICTURES ? calloc(room, 1) : NULL;

    if (!url)
        return;
    used += room;
    strcpy(url, kind);
    base64_encode_raw(url + strlen(kind), length, (const uint8_t *)svg);
    cJSON *image = cJSON_CreateObject();
    cJSON_AddStringToObject(image, "label", "The run that failed");
    cJSON_AddStringToObject(image, "url", url);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(test, "images"), image);
    free(url);
}

static void tell(const struct result *result)
{
    static const char *const words[] = {
        [PASSED] = "passed", [FAILED] = "failed", [NO_VERDICT] = "no verdict: a harness error"};
    cJSON *test = cJSON_CreateObject();

    cJSON_AddStringToObject(test, "name", result->test->sentence);
    cJSON_AddStringToObject(test, "description", test_name(result->test));
    cJSON_AddNumberToObject(test, "points", points_of(result));
    cJSON_AddNumberToObject(test, "max_points", result->test->points);
    cJSON_AddStringToObject(test, "message", words[result->verdict]);
    cJSON_AddStringToObject(test, "output", result->message);
    if (result->picture)
        add_picture(test, result->picture);
    if (!cJSON_AddItemToArray(tests, test))
        harness_failure("no memory");
}

/* Stretch goals bring points of their own; more than all of the core is still 1. */
static double score_of(const struct score *score)
{
    unsigned most = score->core.most_points ? score->core.most_points : score->stretch.most_points;
    double share = most ? (double)(score->core.points + score->stretch.points) / most : 0;

    return share > 1 ? 1 : share;
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    cJSON *results = cJSON_CreateObject();
    char message[400];

    snprintf(message, sizeof message, "%s: %u of %u points; stretch: %u of %u points%s. SEED=%lu", lab,
             score->core.points, score->core.most_points, score->stretch.points, score->stretch.most_points,
             incomplete_in_words(score), seed);
    cJSON_AddBoolToObject(results, "gradable", unjudged_of(score) == 0);
    if (unjudged_of(score) == 0)
        cJSON_AddNumberToObject(results, "score", score_of(score));
    else
        cJSON_AddStringToObject(results, "format_errors",
                                "The grading failed, for no fault of yours: try again.");
    cJSON_AddStringToObject(results, "message", message);
    cJSON_AddItemToObject(results, "tests", tests);
    print_json(results);
    printf("\n");
    fflush(stdout);
}

const struct format prairielearn_format = {.name = "prairielearn", .begin = begin, .tell = tell, .end = end};
