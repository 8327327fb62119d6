/*
 * plan.h - what is still to be measured, how long that will take, and what is better left alone.
 */
#ifndef REPORT_PLAN_H
#define REPORT_PLAN_H

#include <stdint.h>

#include "../records/configuration.h"
#include "../records/measurement.h"
#include "experiment.h"

/* Of a run, besides the program: the server is asked, and the images are counted and removed; for the time
 * left. */
#define START_SECONDS 0.03

/* What is known of a configuration while it is measured. */
struct candidate {
    struct configuration configuration;
    double expected_seconds; /* of one run */
    size_t failures;
    size_t late; /* runs of its strategy, whatever the configuration, that the deadline ended */
};

/* One experiment: its configurations, in an order that is shuffled for each cycle. */
struct plan {
    struct conditions conditions;
    size_t cycles;
    double deadline; /* seconds, for one run */
    struct candidate candidates[MAX_CONFIGURATIONS];
    size_t places[MAX_CONFIGURATIONS];
    size_t count;
};

/* The plan of an experiment; `count` may be 0. */
void plan_prepare(struct plan *plan, const struct profile *profile, enum experiment experiment,
                  const struct configuration configurations[], size_t count);

/* The order of the next cycle; `state` is the random generator's. */
void plan_shuffle(struct plan *plan, uint64_t *state);

/* Is it measured in this cycle? */
bool is_due(const struct candidate *candidate, size_t cycle);

/* Rows that the whole plan leads to. */
size_t plan_rows(const struct plan *plan);

/* Learn from a candidate's row how long its next run will take, and whether there should be one. */
void candidate_learn(struct candidate *candidate, const struct measurement *row);

/* A run of this strategy was ended by the deadline. */
void plan_note_late(struct plan *plan, const struct strategy *strategy);

/* Why it is left alone from now on, or NULL. */
const char *left_out(const struct candidate *candidate);

/* Estimated seconds from `place` in the order of `cycle` to the end; from place 0 of cycle 1 for all of it.
 */
double plan_seconds_left(const struct plan *plan, size_t place, size_t cycle);

#endif
