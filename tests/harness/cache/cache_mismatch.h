/*
 * cache_mismatch.h - the first mismatch in a list of calls, and its report.
 */
#ifndef HARNESS_CACHE_MISMATCH_H
#define HARNESS_CACHE_MISMATCH_H

#include "cache_model.h"

/* The result of a call. */
struct got_call {
    bool any; /* false: the program did not get this far */
    int error;
    char events[512];
    const char *result;
};

/* The first mismatch. */
struct mismatch {
    size_t item;   /* index of the item; run->count: the number of requests is wrong */
    unsigned time; /* number of the item's call, from 1 */
    struct expected_call expected;
    struct got_call got;
    bool beside;          /* a call at once with others: the events are those of the whole line */
    unsigned least, most; /* expected number of requests to the server */
    struct model model;   /* state of the model before the call */
};

/* Find the first mismatch in a list that was run. Returns whether there is any. */
bool find_mismatch(const struct cache_run *run, struct mismatch *mismatch);

#endif
