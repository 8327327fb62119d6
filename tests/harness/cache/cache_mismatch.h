/*
 * cache_mismatch.h - what went wrong in a list of calls, and how it is told.
 */
#ifndef HARNESS_CACHE_MISMATCH_H
#define HARNESS_CACHE_MISMATCH_H

#include "cache_model.h"

/* What a call gave. */
struct got_call {
    bool any; /* false: the program did not come that far */
    int error;
    char events[512];
    const char *result;
};

/* The first thing that went wrong. */
struct mismatch {
    size_t item;   /* run->count: not a call, but the number of requests */
    unsigned time; /* which of the item's calls, from 1 */
    struct expected_call expected;
    struct got_call got;
    bool beside;          /* the events are those of all calls of the line */
    unsigned least, most; /* how often the server was to be asked */
    struct model model;   /* before the call */
};

/* Look for it in a list that was run. Returns whether there is any. */
bool find_mismatch(const struct cache_run *run, struct mismatch *mismatch);

#endif
