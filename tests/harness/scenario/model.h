/*
 * model.h - the possible results for an image by the contract (labs/kit/image.h), whatever goes wrong with
 * it.
 */
#ifndef HARNESS_MODEL_H
#define HARNESS_MODEL_H

#include "scenario.h"

/* One image in one cycle that no signal disturbs. */
struct prediction {
    long outcome;       /* or ANY_ERROR: any negated CURLcode */
    bool perhaps_whole; /* half of an empty image is complete: 200 is also right */
    size_t least, most; /* number of requests that reach the server */
    bool breaks;        /* each of them may break its connection */
};
#define ANY_ERROR 0

struct prediction predict(const struct scenario *scenario, size_t image, size_t bytes);

/* Whether the prediction allows `outcome`. */
bool prediction_allows(const struct prediction *prediction, long outcome);

#endif
