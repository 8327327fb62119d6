/*
 * format_autolab.c - a grade as text, and then two lines in JSON for Autolab: the verdicts
 * (https://docs.autolabproject.com/features/formatted-feedback) and, as the last line, the scores
 * (https://docs.autolabproject.com/lab).
 */
#include <cjson/cJSON.h>
#include <stdio.h>

#include "../base/failure.h"
#include "format.h"

static cJSON *stages[2];

static void begin(const char *lab, size_t tests)
{
    stages[CORE] = cJSON_CreateObject();
    stages[STRETCH] = cJSON_CreateObject();
    text_format.begin(lab, tests);
}

static void tell(const struct result *result)
{
    cJSON *verdict = cJSON_CreateObject();

    text_format.tell(result);
    if (result->verdict == NO_VERDICT) {
        cJSON_Delete(verdict);
        return;
    }
    cJSON_AddBoolToObject(verdict, "passed", result->verdict == PASSED);
    if (result->verdict == FAILED)
        cJSON_AddStringToObject(verdict, "hint", result->message);
    if (!cJSON_AddItemToObject(stages[result->test->milestone], result->test->sentence, verdict))
        harness_failure("no memory");
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    static const char *const names[] = {[CORE] = "Core", [STRETCH] = "Stretch goals"};
    cJSON *feedback = cJSON_CreateObject(), *order;

    text_format.end(lab, score, seed);
    if (score->stopped)
        return;
    cJSON_AddStringToObject(feedback, "_presentation", "semantic");
    order = cJSON_AddArrayToObject(feedback, "stages");
    for (int stage = CORE; stage <= STRETCH; stage++)
        if (cJSON_GetArraySize(stages[stage]) > 0) {
            cJSON_AddItemToArray(order, cJSON_CreateString(names[stage]));
            cJSON_AddItemToObject(feedback, names[stage], stages[stage]);
        }
    print_json(feedback);
    if (unjudged_of(score) > 0) /* valid, and no grade of anything */
        printf("\n{\"scores\": {}}\n");
    else
        printf("\n{\"scores\": {\"%s\": %u}}\n", lab, score->core.points + score->stretch.points);
    fflush(stdout);
}

const struct format autolab_format = {.name = "autolab", .begin = begin, .tell = tell, .end = end};
