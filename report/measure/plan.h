/*
 * plan.h - what remains to be measured, how long that will take, and which configurations to leave out.
 */
#ifndef REPORT_PLAN_H
#define REPORT_PLAN_H

#include <stdint.h>

#include "../records/configuration.h"
#include "../records/measurement.h"
#include "experiment.h"

/* Overhead of a run besides the program: to query the server, and to count and remove the images. For the
 * estimate of the time left. */
#define START_SECONDS 0.03

/* The state of a configuration during the measurement. */
struct candidate {
    struct configuration configuration;
    double expected_seconds; /* of one run */
    size_t failures;
    size_t late; /* runs ended by the deadline, over all configurations of the strategy */
};

/* One experiment: its configurations, shuffled for each cycle. */
struct plan {
    struct conditions conditions;
    size_t cycles;
    double deadline; /* seconds, for one run */
    struct candidate candidates[MAX_CONFIGURATIONS];
    size_t places[MAX_CONFIGURATIONS];
    size_t count;
};

/* Create the plan of an experiment; `count` may be 0. */
void plan_prepare(struct plan *plan, const struct profile *profile, enum experiment experiment,
                  const struct configuration configurations[], size_t count);

/* Shuffle the order for the next cycle; `state` belongs to the random generator. */
void plan_shuffle(struct plan *plan, uint64_t *state);

/* Whether it is measured in this cycle. */
bool is_due(const struct candidate *candidate, size_t cycle);

/* The number of rows that the whole plan produces. */
size_t plan_rows(const struct plan *plan);

/* Learn from a row how long the candidate's next run will take, and whether to do it. */
void candidate_learn(struct candidate *candidate, const struct measurement *row);

/* Count a run of this strategy that the deadline ended. */
void plan_note_late(struct plan *plan, const struct strategy *strategy);

/* The reason why it is left out from now on, or NULL. */
const char *left_out(const struct candidate *candidate);

/* Estimated seconds from `place` in the order of `cycle` to the end. Place 0 of cycle 1 gives all. */
double plan_seconds_left(const struct plan *plan, size_t place, size_t cycle);

#endif
