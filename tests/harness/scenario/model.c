/*
 * model.c - what the contract lets become of an image.
 */
#include "model.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "../base/failure.h"
#include "../launch/program.h"
#include "../verdict/grading.h"

/*
 * libcurl itself asks again where a connection that was used before ends without a byte, as a reset may look
 * and an empty reply always does: five times at most, each time on another one that was used before.
 */
#define MAX_ASKED       6
#define MAX_ASKED_AGAIN 1000 /* on a machine that has no time: no limit at all */

static const struct rule {
    const char *kind;
    struct prediction prediction;
    bool halves; /* it sends half of the image */
} rules[] = {
    {"chunked", {200, false, 1, 1, false}, false},
    {"truncated", {-CURLE_PARTIAL_FILE, false, 1, 1, true}, true},
    {"reset", {ANY_ERROR, false, 1, MAX_ASKED, true}, true},
    {"stall", {-CURLE_OPERATION_TIMEDOUT, false, 1, 1, true}, true},
    {"length", {-CURLE_PARTIAL_FILE, false, 1, 1, true}, false},
    {"empty", {ANY_ERROR, false, 1, MAX_ASKED, true}, false},
    {CONNECTION_REFUSED, {-CURLE_COULDNT_CONNECT, false, 0, 0, false}, false},
    {UNSAVABLE, {-CURLE_WRITE_ERROR, false, 0, 1, true}, false},
};

/* `failures` replies with `status`, and then the image. A 503 may be asked for again where the lab has that
 * stretch goal. */
static struct prediction predict_status(size_t failures, long status)
{
    size_t attempts = grading.suite->attempts && status == 503 ? grading.suite->attempts : 1;

    if (failures < attempts)
        return (struct prediction){status, true, 1, failures + 1, false};
    return (struct prediction){status, false, 1, attempts, false};
}

static struct prediction predict_reply(const struct scenario *scenario, size_t image, size_t bytes)
{
    const char *kind = scenario_fault(scenario, image);
    size_t number;
    long status = 503;

    if (!kind)
        return (struct prediction){200, false, 1, 1, false};
    if (sscanf(kind, "status %ld", &status) == 1)
        return predict_status(SIZE_MAX, status);
    if (sscanf(kind, "fail %zu %ld", &number, &status) >= 1)
        return predict_status(number, status);
    if (sscanf(kind, "redirect %zu", &number) == 1)
        return (struct prediction){200, false, number + 1, number + 1, false};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct prediction prediction = rules[i].prediction;
        if (strcmp(kind, rules[i].kind) != 0)
            continue;
        prediction.perhaps_whole = rules[i].halves && bytes == 0;
        return prediction;
    }
    harness_failure("the model knows no fault \"%s\"", kind);
}

/* Where images are given up soon, a healthy one may be given up, and asked for again: libcurl counts the time
 * in which a transfer waits for a connection, too. */
struct prediction predict(const struct scenario *scenario, size_t image, size_t bytes)
{
    struct prediction prediction = predict_reply(scenario, image, bytes);

    if (scenario->give_up_after < NEVER && prediction.most > 0)
        prediction.most = MAX_ASKED_AGAIN;
    return prediction;
}

bool prediction_allows(const struct prediction *prediction, long outcome)
{
    if (outcome == 200 && prediction->perhaps_whole)
        return true;
    return prediction->outcome == ANY_ERROR ? outcome < 0 : outcome == prediction->outcome;
}
