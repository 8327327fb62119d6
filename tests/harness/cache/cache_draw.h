/*
 * cache_draw.h - lists of calls, drawn from the test's seed. Whatever the seed, each list has every kind of
 * call that the contract knows: see the kinds in cache_draw.c.
 */
#ifndef HARNESS_CACHE_DRAW_H
#define HARNESS_CACHE_DRAW_H

#include "cache_run.h"

/* Several functions side by side, of all sizes and with several `runs`, that fail at any moment, and are
 * released and made again. `phases`: how often all of them are; 4 have `runs` of 0, 1, 2, 3 and more. */
void draw_calls(struct cache_run *run, size_t phases);

/* Many results, some of which errors drop: the others stay held. */
void draw_dropped_results(struct cache_run *run);

/* `runs` that are more than some number types can hold, with as many calls. */
void draw_large_runs(struct cache_run *run);

/* Allocations that fail, in each decorator: the first, the second, and so on. */
void draw_failing_memory(struct cache_run *run);

/* Lines of calls at once, of several functions, with results that are held, not held, or due; and calls that
 * fail. The gate has room for `*most` requests. */
void draw_calls_at_once(struct cache_run *run, size_t lines);

/* "8 100 cache 3": sizes that are drawn, and these decorators. */
const char *draw_sizes(const char *decorators);

#endif
