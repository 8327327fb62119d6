/*
 * cache.h - what the transcript shows of the cache.
 */
#ifndef REPORT_CACHE_H
#define REPORT_CACHE_H

#include "analyse.h"

enum cache_verdict {
    CACHE_NO_TRANSCRIPT,
    CACHE_NOTHING_SERVED, /* every call was computed */
    CACHE_CUT_SHORT, /* a result served fewer calls than another, because of calls with other arguments */
    CACHE_UNEVEN,    /* the same, without such calls */
    CACHE_EVEN,      /* every result served as many calls as every other */
};

/* A life of a result: from the call that computes it to the next one that computes the same. */
struct cache_finding {
    enum cache_verdict verdict;
    size_t most;             /* calls that the longest life served */
    size_t longest_call;     /* which begins at this one, from 1 */
    size_t least;            /* the same of the shortest life that has ended */
    size_t shortest_call;    /* which begins at this call, from 1 */
    size_t shortest_end;     /* the call that computes again */
    size_t original_differs; /* the first call at which it is not the original's transcript, 0 for none */
};

struct cache_finding find_cache(const struct transcript *transcript);

#endif
