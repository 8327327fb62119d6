/*
 * expect_calls.c - the expectations of a test for a run in which calls of the lab's code fail.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/plural.h"
#include "expect.h"
#include "suite.h"

static void fail_cycle(const struct run *run, size_t cycle, const char *expected, const char *got)
{
    const char *fault = call_fault_in_words(&run->cycles[cycle].fault);

    suite_fail_scenario(run->number);
    ck_abort_msg("expected: %s\ngot:      %s, in call %zu of download_all()%s%s", expected, got, cycle,
                 *fault ? ", where " : "", fault);
}

/* An outcome of 200 and a complete file belong together. A child that dies between the two leaves only the
 * file. */
static bool agrees(const struct image_result *image, bool dies)
{
    if (image->outcome == 200)
        return image->file == WHOLE;
    return image->outcome <= 0 && (image->file == ABSENT || (dies && image->file == WHOLE));
}

static void expect_agreement(const struct run *run, size_t cycle, size_t i)
{
    const struct image_result *image = &run->cycles[cycle].images[i];
    char got[160];

    if (agrees(image, run->cycles[cycle].fault.dies))
        return;
    snprintf(got, sizeof got, "image_%zu.jpg has outcome %ld and %s", i, image->outcome,
             image->file == WHOLE    ? "a complete file"
             : image->file == ABSENT ? "no file"
                                     : "a file that differs from the server's image");
    fail_cycle(
        run, cycle,
        "each image has outcome 200 and a complete file; or no file, and outcome 0 or a negated CURLcode",
        got);
}

static void expect_cycle(const struct run *run, size_t cycle, size_t lost)
{
    const struct cycle_result *result = &run->cycles[cycle];
    size_t saved = 0, least = run->scenario.images;
    char got[160];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        expect_agreement(run, cycle, i);
        saved += result->images[i].outcome == 200;
    }
    if (result->returned != saved) {
        snprintf(got, sizeof got, "it returned %zu, and %zu %s saved", result->returned, saved, was(saved));
        fail_cycle(run, cycle, "download_all() returns the number of saved images", got);
    }
    if (result->fault.first > 0)
        least = result->fault.dies && least > lost ? least - lost : 0;
    if (saved < least) {
        snprintf(got, sizeof got, "only %s %s saved", counted(saved, "images"), was(saved));
        fail_cycle(run, cycle,
                   result->fault.dies ? "a child that dies costs only the images that it had taken"
                                      : "all images are saved if nothing fails",
                   got);
    }
}

/* After a failed call an object with a name may stay: a dead child cannot remove it. */
static void expect_nobody_left(const struct run *run)
{
    const struct snapshot *before = &run->before, *after = &run->after;

    expect(run, !run->stray_file || strncmp(run->stray_file, "/dev/shm/", 9) == 0,
           "no file is left except the saved images, here or elsewhere", "%.400s", run->stray_file);
    expect_number(run, "processes ended and not waited for (zombies)", after->zombies, 0);
    expect_number(run, "processes after download_all(), as many as before", after->processes,
                  before->processes);
    expect_number(run, "threads after download_all(), as many as before", after->threads, before->threads);
}

void expect_faults_survived(const struct run *run, size_t lost)
{
    for (size_t cycle = 1; cycle <= run->scenario.cycles; cycle++)
        expect_cycle(run, cycle, lost);
    expect_nobody_left(run);
}
