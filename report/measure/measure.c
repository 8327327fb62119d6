/*
 * measure.c - cycles of all configurations, interleaved, one experiment after the other.
 */
#include "measure.h"

#include <err.h>
#include <math.h>
#include <stdio.h>

#include "../system/interrupt.h"
#include "bench.h"
#include "plan.h"
#include "progress.h"
#include "run_once.h"
#include "weigh.h"

struct measuring {
    uint64_t seed, random;
    struct plan plans[EXPERIMENT_COUNT];
    struct measurements *rows;
    size_t before; /* rows from an interrupted run */
    size_t done, all;
    int (*keep)(const struct measurements *rows);
};

static void prepare(struct measuring *measuring, const struct profile *profile,
                    const struct configuration configurations[], size_t count)
{
    static struct configuration list[MAX_CONFIGURATIONS];

    plan_prepare(&measuring->plans[EXPERIMENT_WORKERS], profile, EXPERIMENT_WORKERS, configurations, count);
    size_t listed = list_reuse(profile, configurations, count, list);
    plan_prepare(&measuring->plans[EXPERIMENT_REUSE], profile, EXPERIMENT_REUSE, list, listed);
    listed = list_work(profile, configurations, count, list);
    plan_prepare(&measuring->plans[EXPERIMENT_WORK], profile, EXPERIMENT_WORK, list, listed);
    for (size_t i = 0; i < EXPERIMENT_COUNT; i++)
        measuring->all += plan_rows(&measuring->plans[i]);
}

static void tell_progress(const struct measuring *measuring, const struct plan *plan, size_t cycle,
                          size_t place)
{
    static const char *const questions[EXPERIMENT_COUNT] = {"", "of kept connections, ",
                                                            "of work for the processor, "};
    const struct configuration *configuration = &plan->candidates[plan->places[place]].configuration;
    double seconds = plan_seconds_left(plan, place, cycle);
    char phase[80];

    if (plan == measuring->plans + EXPERIMENT_WORKERS)
        seconds += plan->count * SECONDS_TO_WEIGH;
    for (const struct plan *later = plan + 1; later < measuring->plans + EXPERIMENT_COUNT; later++)
        seconds += plan_seconds_left(later, 0, 1);
    snprintf(phase, sizeof phase, "measuring %scycle %zu of %zu", questions[configuration->experiment], cycle,
             plan->cycles);
    progress_show(phase, seconds, configuration->label);
}

/* Update the plan with a row, new or from an interrupted run. */
static void learn(struct measuring *measuring, struct candidate *candidate, const struct measurement *row)
{
    candidate_learn(candidate, row);
    for (size_t i = 0; i < EXPERIMENT_COUNT && measurement_is_late(row); i++)
        plan_note_late(&measuring->plans[i], candidate->configuration.strategy);
    measuring->done++;
}

/* Take the next row from the interrupted run. The seed determines the order, so these rows are the first of
 * the same list. If they are not, none of them is usable. */
static bool take_row(struct measuring *measuring, struct candidate *candidate, size_t cycle)
{
    if (measuring->done >= measuring->before)
        return false;
    const struct measurement *row = &measuring->rows->rows[measuring->done];
    if (!measurement_is_of(row, &candidate->configuration) || row->cycle != cycle) {
        measuring->before = measuring->rows->count = measuring->done;
        return false;
    }
    learn(measuring, candidate, row);
    return true;
}

static int measure_row(struct measuring *measuring, const struct plan *plan, struct bench *bench,
                       struct candidate *candidate, size_t cycle)
{
    struct measurement row = measurement_of(&candidate->configuration);
    const char *reason = left_out(candidate);

    row.cycle = cycle;
    row.order = measuring->done + 1;
    if (reason) {
        snprintf(row.outcome, sizeof row.outcome, "%s", reason);
    } else if (run_once(bench, &candidate->configuration, plan->deadline, &row) == -1) {
        return -1;
    } else if (!measurement_succeeded(&row)) {
        progress_clear();
        warnx("%s, cycle %zu: %s", candidate->configuration.label, cycle, row.outcome);
    }
    learn(measuring, candidate, &row);
    measurements_add(measuring->rows, &row);
    return measuring->keep(measuring->rows);
}

static int measure_plan(struct measuring *measuring, struct plan *plan, struct bench *bench)
{
    for (size_t cycle = 1; cycle <= plan->cycles; cycle++) {
        plan_shuffle(plan, &measuring->random);
        for (size_t i = 0; i < plan->count; i++) {
            struct candidate *candidate = &plan->candidates[plan->places[i]];
            if (!is_due(candidate, cycle) || take_row(measuring, candidate, cycle))
                continue;
            tell_progress(measuring, plan, cycle, i);
            if (measure_row(measuring, plan, bench, candidate, cycle) == -1)
                return -1;
        }
    }
    return 0;
}

/* Run one experiment. For the numbers of workers, also measure memory. */
static int measure_experiment(struct measuring *measuring, struct plan *plan, struct memories *memories)
{
    struct bench bench = {.image_count = plan->conditions.images,
                          .image_bytes = plan->conditions.image_bytes,
                          .seed = measuring->seed};
    char latency[40];
    const char *const settings[] = {latency, NULL};

    if (plan->count == 0)
        return 0;
    snprintf(latency, sizeof latency, "latency %zu", plan->conditions.latency_ms);
    if (bench_open(&bench, settings) == -1)
        return -1;
    int result = measure_plan(measuring, plan, &bench);
    if (result == 0 && plan == &measuring->plans[EXPERIMENT_WORKERS])
        result = weigh_all(&bench, plan, memories);
    progress_clear();
    bench_close(&bench);
    return result;
}

int measure(const struct profile *profile, uint64_t seed, const struct configuration configurations[],
            size_t count, struct measurements *measurements, struct memories *memories,
            int (*keep)(const struct measurements *measurements))
{
    static struct measuring measuring; /* too large for the stack */

    measuring = (struct measuring){.seed = seed, .random = seed, .rows = measurements, .keep = keep};
    measuring.before = measurements->count;
    prepare(&measuring, profile, configurations, count);
    for (size_t i = 0; i < EXPERIMENT_COUNT; i++) {
        if (measure_experiment(&measuring, &measuring.plans[i], memories) == -1)
            return -1;
    }
    return 0;
}

size_t count_rows(const struct profile *profile, const struct configuration configurations[], size_t count)
{
    static struct measuring measuring;

    measuring = (struct measuring){.all = 0};
    prepare(&measuring, profile, configurations, count);
    return measuring.all;
}
