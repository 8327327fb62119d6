/*
 * course.c - the courses of a profile, the programs that run them, and the runs.
 */
#include "course.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../records/students.h"
#include "../system/interrupt.h"
#include "bench.h"
#include "peers.h"
#include "plan.h"
#include "progress.h"
#include "run_once.h"
#include "unfinished.h"
#include "weigh.h"

#define DEADLINE_ALLOWANCE 15     /* seconds */
#define MOST_AN_IMAGE      0.005  /* seconds that the slowest program may need, besides the latency */
#define USUAL_AN_IMAGE     0.0001 /* for the first estimate of the time left */
#define START_OF_PEER      0.3    /* seconds; Python starts slowly */
#define MOST_WORKERS       1000   /* in a course of growing load */

/* A course with 0 images takes the number of images and the latency from the profile. */
static const struct {
    const char *profile;
    struct course course;
} courses[] = {
    {"quick", {"near", COURSE_RACE, 0, 0, 0, 50, 4}},
    {"quick", {"many", COURSE_RACE, 1000, 2048, 0, 32, 4}},
    {"standard", {"near", COURSE_RACE, 0, 0, 0, 50, 8}},
    {"standard", {"few", COURSE_RACE, 200, 2048, 0, 32, 10}},
    {"standard", {"many", COURSE_RACE, 5000, 2048, 0, 32, 6}},
    {"original", {"near", COURSE_RACE, 0, 0, 0, 50, 6}},
    {"rehearsal", {"near", COURSE_RACE, 0, 0, 0, 10, 2}},
    {"scale", {"thousand", COURSE_SCALE, 1000, 2048, 0, MOST_WORKERS, 4}},
    {"scale", {"ten-thousand", COURSE_SCALE, 10000, 2048, 0, MOST_WORKERS, 4}},
    {"scale", {"hundred-thousand", COURSE_SCALE, 100000, 2048, 0, MOST_WORKERS, 2}},
};

#define COURSES (sizeof courses / sizeof courses[0])

static void enter(struct plan *plan, const struct strategy *strategy, size_t workers)
{
    struct configuration configuration = configuration_of(strategy, workers);
    size_t images = plan->conditions.images;
    double rounds = ceil((double)images / expected_in_flight(images, &configuration));

    if (plan->count == MAX_CONFIGURATIONS)
        return;
    plan->places[plan->count] = plan->count;
    plan->candidates[plan->count++] = (struct candidate){
        .configuration = configuration,
        .expected_seconds = rounds * plan->conditions.latency_ms / 1000 + images * USUAL_AN_IMAGE +
                            (strategy->role == ROLE_PEER ? START_OF_PEER : START_SECONDS)};
}

static void enter_strategy(struct plan *plan, const struct course *course, const struct strategy *strategy)
{
    if (course->kind == COURSE_RACE &&
        !is_single(strategy)) /* all must have the same number of requests in flight */
        enter(plan, strategy, course->workers);
    else if (course->kind == COURSE_SCALE && is_single(strategy))
        enter(plan, strategy, 1);
    else if (course->kind == COURSE_SCALE)
        for (size_t workers = 1; workers <= course->workers; workers *= 10)
            enter(plan, strategy, workers);
}

static bool takes_part(const struct course *course, const struct peer *peer, const struct facts *facts)
{
    if (!peer_is_installed(facts, peer) || (peer->most_images > 0 && course->images > peer->most_images))
        return false;
    return course->kind == COURSE_RACE;
}

static void plan_course(struct plan *plan, const struct course *course, const struct facts *facts)
{
    *plan = (struct plan){.conditions = {course->images, course->image_bytes, course->latency_ms},
                          .cycles = course->cycles};
    plan->deadline = DEADLINE_ALLOWANCE + course->images * (course->latency_ms / 1000.0 + MOST_AN_IMAGE);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role == ROLE_REFERENCE && is_measured(facts, strategy))
            enter_strategy(plan, course, strategy);
    }
    for (const struct peer *peer = peers; peer->name; peer++) {
        if (takes_part(course, peer, facts))
            enter(plan, strategy_named(peer->name), course->workers);
    }
}

/* Update the plan with a row, new or from an interrupted run. */
static void learn(struct plan *plan, struct candidate *candidate, const struct measurement *row)
{
    candidate_learn(candidate, row);
    if (measurement_is_late(row))
        plan_note_late(plan, candidate->configuration.strategy);
}

static int run_one(struct bench *bench, struct plan *plan, struct candidate *candidate, size_t cycle,
                   struct course_run *run)
{
    struct measurements *measurements = &run->measurements;
    struct measurement row = measurement_of(&candidate->configuration);
    const char *reason = left_out(candidate);

    row.cycle = cycle;
    row.order = measurements->count + 1;
    if (reason) {
        snprintf(row.outcome, sizeof row.outcome, "%s", reason);
    } else if (run_once(bench, &candidate->configuration, plan->deadline, &row) == -1) {
        return -1;
    }
    learn(plan, candidate, &row);
    measurements_add(measurements, &row);
    return unfinished_keep_course(run->course.name, measurements);
}

static int run_cycles(struct bench *bench, struct plan *plan, struct course_run *run)
{
    const struct course *course = &run->course;
    uint64_t random = bench->seed;
    size_t done = 0, before = run->measurements.count; /* rows from an interrupted run */
    char phase[80];

    for (size_t cycle = 1; cycle <= plan->cycles; cycle++) {
        plan_shuffle(plan, &random);
        for (size_t i = 0; i < plan->count; i++) {
            struct candidate *candidate = &plan->candidates[plan->places[i]];
            if (done++ < before) {
                learn(plan, candidate, &run->measurements.rows[done - 1]);
                continue;
            }
            snprintf(phase, sizeof phase, "%s of %zu images, cycle %zu of %zu",
                     course->kind == COURSE_RACE ? "a race" : "scale", course->images, cycle, plan->cycles);
            progress_show(phase, plan_seconds_left(plan, i, cycle), candidate->configuration.label);
            if (run_one(bench, plan, candidate, cycle, run) == -1)
                return -1;
        }
    }
    return 0;
}

static int run_course(struct course_run *run, uint64_t seed, const struct facts *facts)
{
    static struct plan plan; /* too large for the stack */
    const struct course *course = &run->course;
    struct bench bench = {.image_count = course->images, .image_bytes = course->image_bytes, .seed = seed};
    char latency[40];
    const char *const settings[] = {latency, NULL};

    snprintf(latency, sizeof latency, "latency %zu", course->latency_ms);
    if (bench_open(&bench, settings) == -1)
        return -1;
    plan_course(&plan, course, facts);
    int result = peers_write_lists(&bench);
    if (result == 0)
        result = unfinished_take_course(course->name, &run->measurements);
    if (result == 0)
        result = run_cycles(&bench, &plan, run);
    if (result == 0 && course->kind == COURSE_SCALE)
        result = weigh_all(&bench, &plan, &run->memories);
    progress_clear();
    bench_close(&bench);
    return result;
}

/* A profile's courses, with the profile's values filled in. */
static void list_courses(const struct profile *profile, struct course_runs *runs)
{
    for (size_t i = 0; i < COURSES && runs->count < MAX_COURSES; i++) {
        if (strcmp(courses[i].profile, profile->name) != 0)
            continue;
        struct course *course = &runs->list[runs->count].course;
        runs->list[runs->count++] = (struct course_run){.course = courses[i].course};
        if (course->images > 0)
            continue;
        course->images = profile->images;
        course->image_bytes = profile->image_bytes;
        course->latency_ms = profile->latency_ms;
    }
}

/* Estimated seconds for the courses from `first` on. */
static double expected_seconds(const struct course_runs *runs, size_t first, const struct facts *facts)
{
    static struct plan plan; /* too large for the stack */
    double seconds = 0;

    for (size_t i = first; i < runs->count; i++) {
        plan_course(&plan, &runs->list[i].course, facts);
        seconds += plan_seconds_left(&plan, 0, 1);
    }
    return seconds;
}

double courses_expected_seconds(const struct profile *profile, const struct facts *facts)
{
    static struct course_runs runs;

    runs.count = 0;
    list_courses(profile, &runs);
    return expected_seconds(&runs, 0, facts);
}

int courses_measure(const struct profile *profile, uint64_t seed, const struct facts *facts,
                    struct course_runs *runs)
{
    list_courses(profile, runs);
    for (size_t i = 0; i < runs->count; i++) {
        progress_later(expected_seconds(runs, i + 1, facts) + SECONDS_TO_TYPESET);
        if (interrupted || run_course(&runs->list[i], seed, facts) == -1)
            return -1;
    }
    progress_later(0);
    return 0;
}
