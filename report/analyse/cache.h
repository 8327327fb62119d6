/*
 * cache.h - what the transcript shows about the cache.
 */
#ifndef REPORT_CACHE_H
#define REPORT_CACHE_H

#include "analyse.h"

enum cache_verdict {
    CACHE_NO_TRANSCRIPT,
    CACHE_NOTHING_SERVED, /* every call is a miss */
    CACHE_CUT_SHORT, /* a result has fewer hits than another one, because of calls with other arguments */
    CACHE_UNEVEN,    /* the same, but no call with other arguments explains it */
    CACHE_EVEN,      /* all results have the same number of hits */
};

/* The lives of results: each goes from the miss that computes a result to the next miss with the same
 * arguments. */
struct cache_finding {
    enum cache_verdict verdict;
    size_t most;             /* hits of the longest life */
    size_t longest_call;     /* the call that begins it, counted from 1 */
    size_t least;            /* hits of the shortest life that has ended */
    size_t shortest_call;    /* the call that begins it, counted from 1 */
    size_t shortest_end;     /* the miss that ends it */
    size_t original_differs; /* the first call that differs from the original's transcript, 0 for none */
};

struct cache_finding find_cache(const struct transcript *transcript);

#endif
