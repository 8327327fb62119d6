/*
 * model.c - the possible results for an image, by the contract.
 */
#include "model.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "../base/failure.h"
#include "../launch/program.h"
#include "../verdict/grading.h"

/*
 * libcurl itself retries when a reused connection ends without a byte. A reset may look like that, an empty
 * reply always does. It retries at most five times, each time on another reused connection.
 */
#define MAX_ASKED       6
#define MAX_ASKED_AGAIN 1000 /* on a busy machine: practically no limit */

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
    {UNNAMABLE, {-CURLE_WRITE_ERROR, false, 0, 1, true}, false},
};

/* `failures` replies with `status`, then the image. A lab with that stretch goal may request a 503 again. */
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

/* If images are given up soon, a healthy one may be given up and requested again: libcurl also counts the
 * time in which a transfer waits for a connection. */
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
