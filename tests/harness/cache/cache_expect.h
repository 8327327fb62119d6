/*
 * cache_expect.h - judge a list of calls, and fail the test if one is wrong.
 */
#ifndef HARNESS_CACHE_EXPECT_H
#define HARNESS_CACHE_EXPECT_H

#include "cache_run.h"

/* run_calls(), then check each call, and that the server got no further requests. */
void expect_calls(struct cache_run *run);

/* The same for a drawn list that was run. Before the test fails, the list is made as short as possible. */
void expect_drawn(struct cache_run *run);

/* For a build that judges something else: results were held and returned, or there was nothing to hold. */
void expect_something_held(const struct cache_run *run);

#endif
