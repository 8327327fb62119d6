/*
 * drawn.c - scenarios drawn from the whole contract, compared with the model.
 */
#include "drawn.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../base/plural.h"
#include "../base/test_random.h"
#include "../launch/isolation.h"
#include "../launch/program.h"
#include "../scenario/model.h"
#include "../verdict/test_process.h"
#include "expect.h"
#include "suite.h"

#define MANY_WORKERS 200  /* the number that the handouts propose */
#define LONG_LIST    8200 /* more than fit into a pipe of 64 KiB */
#define LONGEST_LIST 10000
#define LONG_PATH    2000 /* bytes: with the name of the run's directory it must stay below PATH_MAX */
#define LARGE        "100000-300000"
#define SMALL        "0-3000"
#define ANY_SIZE     "0-300000"
#define SHORT_TIME   400 /* milliseconds, for scenarios with a stalled reply */
#define MAX_TRIES    16  /* to make a scenario smaller */
#define MAX_SECONDS  10  /* after this no further try begins, and the shown scenario stays larger */
#define MAX_HANGS    2   /* tries that may hang, each of which takes seconds */

static const char *const statuses[] = {"status 204", "status 206", "status 301",  "status 404",
                                       "status 429", "status 500", "status 503 0"};
static const char *const failures[] = {"truncated",        "reset",   "length",
                                       CONNECTION_REFUSED, UNSAVABLE, UNNAMABLE};
static const char *const successes[] = {"chunked", "redirect 2"};

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* --- Drawing --- */

static const char *any_of(const char *const kinds[], size_t count)
{
    return kinds[draw(0, count - 1)];
}

static const char *any_kind(void)
{
    size_t list = draw(0, 4);

    return list < 2   ? any_of(statuses, LENGTH(statuses))
           : list < 4 ? any_of(failures, LENGTH(failures))
                      : any_of(successes, LENGTH(successes));
}

static void add_fault(struct scenario *scenario, const char *kind, size_t first, size_t last)
{
    for (size_t i = 0; i < MAX_FAULTS; i++)
        if (!scenario->faults[i].kind) {
            scenario->faults[i] = (struct fault){first, kind, last};
            return;
        }
}

/* This many consecutive images, each with another fault. */
static void add_faults(struct scenario *scenario, size_t first, size_t count)
{
    for (size_t i = 0; i < count && first + i <= scenario->images; i++)
        add_fault(scenario, any_kind(), first + i, 0);
}

/* Bodies that arrive in several pieces. */
static struct scenario draw_large(void)
{
    struct scenario scenario = {.images = draw(6, 12), .workers = draw(1, 8), .gate = true};

    scenario.image_bytes = LARGE;
    add_fault(&scenario, "chunked", draw(1, 3), 0);
    add_fault(&scenario, "truncated", draw(4, 6), 0);
    return scenario;
}

/* As many workers as the handouts propose, all busy at once. */
static struct scenario draw_crowd(void)
{
    struct scenario scenario = {.images = MANY_WORKERS + draw(10, 60), .workers = MANY_WORKERS, .gate = true};

    scenario.image_bytes = SMALL;
    add_faults(&scenario, draw(1, scenario.images - 10), 4);
    return scenario;
}

/* More images than fit into a pipe, an array or a short number. Most of them cannot be saved: they pass
 * through the queue like others, and take a quarter of the time of a saved image. */
static struct scenario draw_long(void)
{
    struct scenario scenario = {.images = draw(LONG_LIST, LONG_LIST + 200), .workers = draw(3, 20)};
    size_t few = draw(100, 300);

    if (draw(1, 8) == 1)
        scenario.images = LONGEST_LIST;
    scenario.image_bytes = "0-600";
    add_faults(&scenario, draw(1, few - 10), 3);
    add_fault(&scenario, UNSAVABLE, few, scenario.images - few);
    return scenario;
}

/* Every status and every failure, in random order. */
static struct scenario draw_everything(void)
{
    const char *kinds[LENGTH(statuses) + LENGTH(failures) + LENGTH(successes)];
    size_t count = 0;
    struct scenario scenario = {.images = draw(18, 30), .workers = draw(1, 6), .gate = true};

    scenario.image_bytes = ANY_SIZE;
    for (size_t i = 0; i < LENGTH(statuses); i++)
        kinds[count++] = statuses[i];
    for (size_t i = 0; i < LENGTH(failures); i++)
        kinds[count++] = failures[i];
    for (size_t i = 0; i < LENGTH(successes); i++)
        kinds[count++] = successes[i];
    for (size_t first = draw(1, 4); count > 0; count--) {
        size_t chosen = draw(0, count - 1);
        add_fault(&scenario, kinds[chosen], first++, 0);
        kinds[chosen] = kinds[count - 1];
    }
    return scenario;
}

/* Transfers that cannot begin, or break, while all workers are busy: the gate shuts again. */
static struct scenario draw_refusals(void)
{
    struct scenario scenario = {.images = draw(14, 24), .workers = draw(2, 5), .gate = true};
    size_t first = scenario.workers + draw(1, 3);

    scenario.path_bytes = LONG_PATH;
    scenario.gate_again = !grading.suite->one_at_a_time;
    add_fault(&scenario, UNSAVABLE, first, first + draw(0, 1));
    add_faults(&scenario, first + 2, draw(1, 3));
    return scenario;
}

static struct scenario draw_stalls(void)
{
    struct scenario scenario = {.images = draw(5, 12), .workers = draw(2, 5), .give_up_after = SHORT_TIME};
    size_t stalled = draw(1, 4);

    add_fault(&scenario, "stall", stalled, 0);
    add_faults(&scenario, stalled + 1, draw(1, 4));
    return scenario;
}

static struct scenario draw_anything(void)
{
    struct scenario scenario = {.images = draw(0, 40), .workers = draw(1, 50), .cycles = draw(1, 2)};

    scenario.gate = draw(0, 1);
    scenario.image_bytes = draw(0, 1) ? ANY_SIZE : SMALL;
    scenario.path_bytes = draw(0, 3) ? 0 : LONG_PATH;
    if (scenario.images > 0)
        add_faults(&scenario, draw(1, scenario.images), draw(0, 6));
    return scenario;
}

static struct scenario (*const drawers[])(void) = {draw_large,    draw_crowd,  draw_long,    draw_everything,
                                                   draw_refusals, draw_stalls, draw_anything};

/* --- Judging --- */

static void expect_predicted(const struct run *run, size_t i)
{
    const struct image_result *image = &run->images[i];
    struct prediction prediction = predict(&run->scenario, i, image->bytes);
    size_t cycles = run->scenario.cycles;

    if (image->requests < prediction.least * cycles || image->requests > prediction.most * cycles)
        expect_of_image(run, i, false,
                        prediction.most > prediction.least ? "as many requests as the contract allows"
                                                           : "one request, as the contract demands",
                        "image %zu, of %zu bytes, was requested %s", i, image->bytes,
                        counted(image->requests, "times"));
    if (image->outcome == 200 && prediction_allows(&prediction, 200))
        expect_saved(run, i);
    else
        expect_failed(run, i, prediction.outcome);
}

/* In a run whose gate shuts repeatedly, it was full each time. */
static void expect_full_gate(const struct run *run)
{
    size_t expected = grading.suite->one_at_a_time ? 1 : scenario_gate(&run->scenario);

    if (run->scenario.images == 0 || scenario_reachable(&run->scenario) == 0)
        return;
    expect_at_least(run, "requests in flight at once while no reply is given", run->server.peak_in_flight,
                    expected);
    expect_of_requests(run, grading.suite->one_at_a_time || !run->stuck,
                       "as many requests in flight as workers, while images are left",
                       "only %zu arrived, and nothing moved until the server replied", run->came);
}

static void judge(void *context)
{
    struct scenario scenario = *(struct scenario *)context;
    struct run run = run_lab(scenario);
    size_t saved = 0;

    expect_subject(WHATEVER);
    for (size_t i = 1; i <= scenario.images; i++) {
        expect_predicted(&run, i);
        saved += run.images[i].outcome == 200;
    }
    expect_returned(&run, saved);
    if (scenario.gate)
        expect_full_gate(&run);
    expect_subject(NULL);
}

/* --- Making it smaller --- */

/* Drop the faults of images that no longer exist. */
static void cut_faults(struct scenario *scenario)
{
    struct scenario before = *scenario;

    memset(scenario->faults, 0, sizeof scenario->faults);
    for (size_t i = 0; i < MAX_FAULTS && before.faults[i].kind; i++)
        if (before.faults[i].image <= scenario->images)
            add_fault(scenario, before.faults[i].kind, before.faults[i].image,
                      before.faults[i].last < scenario->images ? before.faults[i].last : scenario->images);
}

static bool drop_fault(struct scenario *scenario, size_t dropped)
{
    if (dropped >= MAX_FAULTS || !scenario->faults[dropped].kind)
        return false;
    memmove(&scenario->faults[dropped], &scenario->faults[dropped + 1],
            (MAX_FAULTS - dropped - 1) * sizeof scenario->faults[0]);
    scenario->faults[MAX_FAULTS - 1] = (struct fault){0};
    return true;
}

/* Make it smaller in way number `way`; false if that changes nothing. */
static bool make_smaller(struct scenario *scenario, size_t way)
{
    struct scenario before = *scenario;

    switch (way) {
    case 0:
        memset(scenario->faults, 0, sizeof scenario->faults);
        break;
    case 1:
        scenario->images /= 2;
        cut_faults(scenario);
        break;
    case 2:
        scenario->workers = scenario->workers > 1 ? scenario->workers / 2 : 1;
        break;
    case 3:
        scenario->image_bytes = NULL;
        break;
    case 4:
        scenario->path_bytes = 0;
        break;
    case 5:
        scenario->cycles = 1;
        scenario->gate_again = false;
        break;
    case 6:
        scenario->gate = scenario->gate_again = false;
        break;
    default:
        return drop_fault(scenario, way - 7);
    }
    return memcmp(&before, scenario, sizeof before) != 0;
}

#define WAYS (7 + MAX_FAULTS)

/* --- The test --- */

/* A scenario that runs in a separate process. */
struct attempt {
    struct scenario scenario;
    struct job job;
};

static void start(struct attempt *attempt)
{
    job_branch(&attempt->job, judge, &attempt->scenario);
}

static void finish(struct attempt *attempt)
{
    job_wait(&attempt->job);
    job_expect_verdict(&attempt->job);
}

static int ended(const struct attempt *attempt)
{
    return attempt->job.end.how;
}

static enum cause cause_of(const struct attempt *attempt)
{
    return attempt->job.end.cause;
}

static bool is_shrinkable(const struct attempt *failed, size_t hangs)
{
    return cause_of(failed) != HANG || hangs < MAX_HANGS;
}

/* Try the ways one after another, and start again after each success. Returns the number of tries. */
static size_t shrink(struct attempt *failed)
{
    size_t hangs = 0, tries = 0;
    time_t begun = time(NULL);

    for (size_t way = 0; way < WAYS && tries < MAX_TRIES && time(NULL) - begun < MAX_SECONDS &&
                         is_shrinkable(failed, hangs);) {
        struct attempt smaller = {.scenario = failed->scenario};
        if (!make_smaller(&smaller.scenario, way++))
            continue;
        start(&smaller);
        finish(&smaller);
        tries++;
        hangs += ended(&smaller) == ENDED_FAILED && cause_of(&smaller) == HANG;
        if (ended(&smaller) != ended(failed) || cause_of(&smaller) != cause_of(failed))
            continue;
        *failed = smaller;
        way = 0;
    }
    return tries;
}

/* The message of the smallest scenario, and how it was found. */
static struct {
    enum cause cause;
    const char *subject; /* the test about this fault; NULL: this test */
    char *message;
} found;

static void fail_as_found(void)
{
    suite_set_subject(found.subject);
    fail_because(found.cause, "%s", found.message);
}

static void make_smallest(struct attempt *failed, size_t number)
{
    const char *drawn = scenario_in_words(&failed->scenario, "; ");
    size_t tries = shrink(failed);
    size_t place = failed->job.end.subject;

    suite_fail_scenario(number);
    suite_set_picture(failed->job.picture);
    found.cause = cause_of(failed);
    if (place < grading.suite->count)
        found.subject = (*grading.suite->tests[place].test)->name;
    if (asprintf(&found.message, "%s\nScenario %zu of %zu for this seed, made smaller in %s. As drawn: %s",
                 failed->job.message, number, LENGTH(drawers), counted(tries, "tries"), drawn) < 0)
        abort();
}

/* The first of `count` attempts that ended so; `count` if none did. */
static size_t find(const struct attempt attempts[], size_t count, int how)
{
    size_t i = 0;

    while (i < count && ended(&attempts[i]) != how)
        i++;
    return i;
}

/* Judge the drawn scenarios at once. But the first one runs alone, so that a harmful program harms the
 * machine only once; all run one by one if programs share names. Returns the number judged. */
static size_t judge_drawn(struct attempt attempts[])
{
    bool one_by_one = !grading.isolated && isolation_is_needed(grading.program);
    size_t begun = 0;

    while (begun < LENGTH(drawers)) {
        struct attempt *attempt = &attempts[begun];
        attempt->scenario = drawers[begun++]();
        start(attempt);
        suite_count_scenario();
        if (!one_by_one && begun > 1)
            continue;
        finish(attempt);
        if (ended(attempt) == ENDED_FAILED)
            return begun;
    }
    for (size_t i = 0; i < begun; i++)
        finish(&attempts[i]);
    return begun;
}

void expect_drawn_scenarios(void)
{
    static struct attempt attempts[LENGTH(drawers)];

    for (size_t i = 0; grading.debugger && i < LENGTH(drawers); i++)
        run_lab(drawers[i]());
    if (grading.debugger)
        return;
    size_t count = judge_drawn(attempts);
    size_t failed = find(attempts, count, ENDED_FAILED), breach = find(attempts, count, ENDED_IN_BREACH);
    if (failed < count) {
        make_smallest(&attempts[failed], failed + 1);
        fail_as_found();
    } else if (breach < count) {
        make_smallest(&attempts[breach], breach + 1);
        suite_check_after(fail_as_found);
    }
}
