/*
 * model.h - what the contract (labs/kit/image.h) lets become of an image, whatever goes wrong with it.
 */
#ifndef HARNESS_MODEL_H
#define HARNESS_MODEL_H

#include "scenario.h"

/* One image, in one cycle that no signal disturbs. */
struct prediction {
    long outcome;       /* or ANY_ERROR: any negated CURLcode */
    bool perhaps_whole; /* half of nothing is all of it: 200 is as good */
    size_t least, most; /* requests that reach the server */
    bool breaks;        /* each of them may cost its connection */
};
#define ANY_ERROR 0

struct prediction predict(const struct scenario *scenario, size_t image, size_t bytes);

/* Is `outcome` one that is predicted? */
bool prediction_allows(const struct prediction *prediction, long outcome);

#endif
