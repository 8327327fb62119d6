/*
 * cache_draw.h - lists of calls, drawn from the test's seed. With any seed, each list has every kind of call
 * that the contract distinguishes: see the kinds in cache_draw.c.
 */
#ifndef HARNESS_CACHE_DRAW_H
#define HARNESS_CACHE_DRAW_H

#include "cache_run.h"

/* Several functions of all sizes and with several `runs`, called in turn. They fail at any moment, and are
 * released and made again. `phases`: how often all of them are called; 4 phases have `runs` of 0, 1, 2, 3 and
 * more. */
void draw_calls(struct cache_run *run, size_t phases);

/* Many results, some of which errors drop. The others must stay held. */
void draw_dropped_results(struct cache_run *run);

/* `runs` beyond the range of some number types, with as many calls. */
void draw_large_runs(struct cache_run *run);

/* Failing allocations in each decorator: the first, the second, and so on. */
void draw_failing_memory(struct cache_run *run);

/* Lines of simultaneous calls of several functions: hits, misses, and calls that fail. The gate has room for
 * `*most` requests. */
void draw_calls_at_once(struct cache_run *run, size_t lines);

/* "8 100 cache 3": random sizes, and these decorators. */
const char *draw_sizes(const char *decorators);

#endif
