/*
 * plan.c - the configurations of one experiment while they are measured.
 */
#include "plan.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "../system/random.h"
#include "bench.h"

/* A deadline costs many seconds, so count those of a whole strategy together. */
#define ALLOWED_FAILURES   2
#define WORK_SECONDS       0.0005 /* to decode and shrink an image once, for the estimate */
#define DEADLINE_ALLOWANCE 10     /* seconds in addition to three times the best time of one worker */

static double worked_seconds(const struct plan *plan, const struct configuration *configuration)
{
    double cores = configuration->cores == 1 ? 1 : sysconf(_SC_NPROCESSORS_ONLN);

    return plan->conditions.images * configuration->work * WORK_SECONDS / fmin(cores, configuration->workers);
}

static double expected_seconds(const struct plan *plan, const struct configuration *configuration)
{
    size_t images = plan->conditions.images;
    double each = plan->conditions.latency_ms + (configuration->fresh ? configuration->connect_ms : 0);
    double rounds = ceil((double)images / expected_in_flight(images, configuration));

    return rounds * each / 1000 + worked_seconds(plan, configuration) + START_SECONDS;
}

void plan_prepare(struct plan *plan, const struct profile *profile, enum experiment experiment,
                  const struct configuration configurations[], size_t count)
{
    *plan = (struct plan){.conditions = conditions_of(profile, experiment), .cycles = profile->cycles};
    plan->count = count;
    plan->deadline = DEADLINE_ALLOWANCE;
    for (size_t i = 0; i < count; i++) {
        const struct configuration *one = &configurations[i];
        double alone = plan->conditions.images * (plan->conditions.latency_ms + one->connect_ms) / 1000.0 +
                       worked_seconds(plan, one);
        plan->places[i] = i;
        plan->candidates[i] = (struct candidate){*one, expected_seconds(plan, one), 0, 0};
        plan->deadline = fmax(plan->deadline, 3 * alone + DEADLINE_ALLOWANCE);
    }
}

void plan_shuffle(struct plan *plan, uint64_t *state)
{
    for (size_t i = plan->count; i > 1; i--) { /* Fisher and Yates */
        size_t other = random_below(state, i), kept = plan->places[i - 1];
        plan->places[i - 1] = plan->places[other];
        plan->places[other] = kept;
    }
}

bool is_due(const struct candidate *candidate, size_t cycle)
{
    size_t most = candidate->configuration.strategy->most_cycles;

    return most == 0 || cycle <= most;
}

size_t plan_rows(const struct plan *plan)
{
    size_t rows = 0;

    for (size_t i = 0; i < plan->count; i++)
        for (size_t cycle = 1; cycle <= plan->cycles; cycle++)
            rows += is_due(&plan->candidates[i], cycle);
    return rows;
}

void candidate_learn(struct candidate *candidate, const struct measurement *row)
{
    if (measurement_succeeded(row))
        candidate->expected_seconds = row->program_seconds + START_SECONDS;
    else
        candidate->failures++;
}

void plan_note_late(struct plan *plan, const struct strategy *strategy)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->candidates[i].configuration.strategy == strategy)
            plan->candidates[i].late++;
    }
}

const char *left_out(const struct candidate *candidate)
{
    if (candidate->late >= ALLOWED_FAILURES)
        return "left out: this strategy was late twice";
    return candidate->failures >= ALLOWED_FAILURES ? "left out after 2 failures" : NULL;
}

double plan_seconds_left(const struct plan *plan, size_t place, size_t cycle)
{
    double seconds = 0;

    for (size_t i = 0; i < plan->count; i++) {
        const struct candidate *candidate = &plan->candidates[plan->places[i]];
        if (left_out(candidate))
            continue;
        for (size_t later = cycle + (i < place); later <= plan->cycles; later++)
            seconds += is_due(candidate, later) ? candidate->expected_seconds : 0;
    }
    return seconds;
}
