/*
 * invariants.c - what holds in every run of a download lab, also if images are refused, the program is
 * interrupted or the list is empty.
 */
#include "invariants.h"

#include <stdlib.h>
#include <string.h>

#include "../base/plural.h"
#include "../scenario/model.h"
#include "expect.h"
#include "suite.h"

#define MAX_ROUNDS 3 /* rounds in which a killed worker's images are fetched, see the stretch goal */

/* The first of two tests that the suite has: the test about the failure. */
static const char *test_about(const char *first, const char *second)
{
    for (size_t i = 0; i < grading.suite->count; i++)
        if (strcmp((*grading.suite->tests[i].test)->name, first) == 0)
            return first;
    return second;
}

/* The most requests in flight, and connections: one in the lab sequential, whatever the number of workers. */
static size_t width(const struct run *run)
{
    return grading.suite->one_at_a_time ? 1 : run->scenario.workers;
}

static void expect_bounded(const struct run *run)
{
    expect_subject(test_about("never_more_at_once_than_workers", "one_at_a_time_however_many_workers"));
    expect_at_most(run, "requests in flight at once, at any moment", run->server.peak_in_flight, width(run));
}

static void expect_in_time(const struct run *run)
{
    expect_subject("nothing_is_left_behind");
    expect_number(run, "requests before download_all() begins or after it has returned",
                  run->requests_outside, 0);
}

static void expect_listed(const struct run *run)
{
    size_t others = 0;

    for (size_t i = 0; i < run->ledger.count; i++)
        others += run->ledger.rows[i].image < 1 || run->ledger.rows[i].image > (long)run->scenario.images;
    expect_subject("every_image_is_asked_for_once");
    expect_number(run, "requests for other paths than those of the list", others, 0);
}

/* How often an image may be requested in a cycle. */
static size_t most_requests(const struct run *run, size_t image)
{
    size_t most = predict(&run->scenario, image, run->images[image].bytes).most;

    return run->killed.pid && owner_has(&run->killed, image) ? most * MAX_ROUNDS : most;
}

static void expect_asked_seldom(const struct run *run)
{
    size_t *requests = calloc(run->scenario.images + 1, sizeof *requests), row = 0;

    if (!requests)
        abort();
    expect_subject("every_image_is_asked_for_once");
    for (size_t cycle = 1; cycle <= run->scenario.cycles; cycle++) {
        memset(requests, 0, (run->scenario.images + 1) * sizeof *requests);
        for (; row < run->ledger.count && row < run->requests_at[cycle]; row++) {
            size_t i = (size_t)run->ledger.rows[row].image;
            requests[i]++;
            if (requests[i] <= most_requests(run, i))
                continue;
            expect_of_image(run, i, false,
                            "no image is requested more often in a cycle than the contract allows",
                            "image %zu was requested %zu times in cycle %zu", i, requests[i], cycle);
        }
    }
    free(requests);
}

/* Each call of download_all() may open one connection for each worker, one more for each broken one, and one
 * more for each that libcurl closed to make room for a refused connection to another port. */
static void expect_few_connections(const struct run *run)
{
    size_t broken = 0;

    /* If images are given up soon, a transfer may be given up while it connects: its connection is then
     * broken, but no request shows it. */
    if (run->scenario.give_up_after < NEVER)
        return;
    for (size_t i = 0; i < run->ledger.count; i++) {
        size_t image = (size_t)run->ledger.rows[i].image;
        broken += run->ledger.rows[i].gone || predict(&run->scenario, image, run->images[image].bytes).breaks;
    }
    for (size_t i = 1; i <= run->scenario.images; i++)
        if (scenario_has(&run->scenario, i, CONNECTION_REFUSED))
            broken += run->scenario.cycles;
    expect_subject("connections_are_used_again");
    expect_at_most(run,
                   broken ? "connections, one for each worker in each cycle and for each that has broken"
                          : "connections, one for each worker in each cycle",
                   run->server.connections, width(run) * run->scenario.cycles + broken);
}

/* If an image is unsavable, a directory has its name. */
static void expect_whole_names(const struct run *run)
{
    if (scenario_blocks(&run->scenario, run->seen_early))
        return;
    expect_subject("an_image_is_not_seen_before_it_is_whole");
    expect_of_image(run, run->seen_early, !run->seen_early,
                    "no file has an image's name before the image is whole",
                    "image_%zu.jpg existed, but was incomplete", run->seen_early);
}

/* A killed worker may have saved an image without reporting it. */
static bool agrees(const struct run *run, size_t i)
{
    bool whole = run->images[i].file == WHOLE, told = run->images[i].outcome == 200;

    return whole == told || (whole && run->killed.pid && run->images[i].outcome == 0);
}

static void expect_agreement(const struct run *run)
{
    size_t told = 0;

    expect_subject(WHATEVER);
    for (size_t i = 1; i <= run->scenario.images; i++) {
        expect_of_image(run, i, agrees(run, i),
                        "outcome and file agree: 200 exactly if the image exists and is complete",
                        "outcomes[%zu] is %ld, and image_%zu.jpg is %s", i - 1, run->images[i].outcome, i,
                        run->images[i].file == WHOLE    ? "whole"
                        : run->images[i].file == ABSENT ? "not there"
                                                        : "different from the server's image");
        told += run->images[i].outcome == 200;
    }
    expect(run, run->returned == told, "download_all() returns the number of saved images",
           "it returned %zu, and %zu %s saved", run->returned, told, was(told));
}

/* The program must be equally concurrent in every build: a submission that becomes careful and slow when it
 * feels watched does not fill the gate. */
static void expect_at_work(const struct run *run)
{
    expect_subject("as_many_at_once_as_workers");
    expect_of_requests(run, !run->stuck,
                       "as many requests in flight as there are workers, also in this build",
                       "no more than %zu arrived", run->came);
    expect_subject(NULL);
}

static void check_run(const struct run *run)
{
    if (run->scenario.build != PLAIN) {
        expect_at_work(run);
        return;
    }
    expect_agreement(run);
    expect_listed(run);
    expect_asked_seldom(run);
    expect_bounded(run);
    expect_few_connections(run);
    expect_in_time(run);
    expect_whole_names(run);
    expect_subject("nothing_is_left_behind");
    expect_nothing_left(run);
    expect_subject(NULL);
}

void invariants_check(void)
{
    size_t count;
    const struct run *runs = runs_kept(&count);

    for (size_t i = 0; i < count; i++)
        check_run(&runs[i]);
}
