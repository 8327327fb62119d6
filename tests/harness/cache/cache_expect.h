/*
 * cache_expect.h - judge a list of calls, and fail the test where one went wrong.
 */
#ifndef HARNESS_CACHE_EXPECT_H
#define HARNESS_CACHE_EXPECT_H

#include "cache_run.h"

/* run_calls(), then demand of each call what is expected, and of the server that it was not asked for more.
 */
void expect_calls(struct cache_run *run);

/* The same for calls that were drawn, and were run: before the test fails, the list is made as short as it
 * can be. */
void expect_drawn(struct cache_run *run);

/* In a build that judges something else: results were held and returned, or nothing could be lost. */
void expect_something_held(const struct cache_run *run);

#endif
