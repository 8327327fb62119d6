/*
 * cache_expect.c - judge a list of calls, and fail the test if one is wrong.
 */
#include "cache_expect.h"

#include <check.h>

#include "../verdict/verdict.h"
#include "cache_shrink.h"
#include "cache_words.h"

void expect_calls(struct cache_run *run)
{
    struct mismatch mismatch;

    run_calls(run);
    if (find_mismatch(run, &mismatch))
        fail_for_mismatch(run, &mismatch, false);
}

void expect_drawn(struct cache_run *run)
{
    struct mismatch mismatch;

    if (!find_mismatch(run, &mismatch))
        return;
    struct cache_run shrunk = *run;
    struct mismatch of_shrunk = mismatch;
    shrink_calls(&shrunk, &of_shrunk);
    run_calls(&shrunk); /* run it again, as a scenario that make debug finds */
    if (find_mismatch(&shrunk, &of_shrunk))
        fail_for_mismatch(&shrunk, &of_shrunk, true);
    fail_for_mismatch(run, &mismatch, false); /* the failure does not occur each time */
}

void expect_something_held(const struct cache_run *run)
{
    size_t calls = 0;

    for (size_t i = 0; i < run->count; i++)
        calls += run->items[i].kind == CALL || run->items[i].kind == CALL_BESIDE ? run->items[i].times : 0;
    if (run->run.server.requests < calls)
        return;
    suite_fail_scenario(run->run.number);
    ck_abort_msg("expected: hits also in this build: fewer requests than calls\n"
                 "got:      %zu requests for %zu calls",
                 run->run.server.requests, calls);
}
