/*
 * analysis.c - summaries of configurations, and the best number of workers of each strategy.
 */
#include "analysis.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../system/files.h"

struct sample wall_sample(const struct summary *summary)
{
    return (struct sample){summary->wall, summary->count};
}

struct sample processor_sample(const struct summary *summary)
{
    return (struct sample){summary->processor, summary->count};
}

bool has_role(const struct summary *summary, enum role role)
{
    return summary->configuration.strategy->role == role;
}

size_t find_summary(const struct analysis *analysis, const char *strategy, size_t workers)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count > 0 && summary->configuration.workers == workers &&
            strcmp(summary->configuration.strategy->name, strategy) == 0)
            return i;
    }
    return NOWHERE;
}

const struct optimum *find_optimum(const struct analysis *analysis, const char *strategy)
{
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        if (strcmp(analysis->optima[i].strategy->name, strategy) == 0)
            return &analysis->optima[i];
    }
    return NULL;
}

bool has_choice_of_workers(const struct analysis *analysis)
{
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        if (analysis->optima[i].strategy->role == ROLE_REFERENCE)
            return true;
    }
    return false;
}

double time_bound(size_t images, size_t workers, double latency)
{
    return (double)((images + workers - 1) / workers) * latency;
}

static void add_cycle(struct summary *summary, const struct measurement *row)
{
    if (measurement_succeeded(row) && summary->count < MAX_CYCLES) {
        size_t place = summary->count++;
        summary->cycle[place] = row->cycle;
        summary->order[place] = row->order;
        summary->wall[place] = row->wall_seconds;
        summary->processor[place] = row->processor_seconds;
        summary->in_flight[place] = row->peak_in_flight;
        summary->connections[place] = row->connections;
    } else if (summary->failed++ == 0) {
        memcpy(summary->outcome, row->outcome, sizeof summary->outcome);
    }
}

static void describe(struct summary *summary)
{
    struct sample sample = wall_sample(summary);

    summary->mean = mean(sample);
    summary->median = median(sample);
    summary->interval = median_interval(sample);
    summary->deviation = absolute_deviation(sample);
    for (size_t i = 0; i < summary->count; i++)
        summary->flagged += is_outlier(summary->wall[i], summary->median, summary->deviation);
}

void summarise(struct summary *summary, const struct configuration *configuration,
               const struct measurements *measurements)
{
    *summary = (struct summary){.configuration = *configuration};
    for (size_t i = 0; i < measurements->count; i++) {
        const struct measurement *row = &measurements->rows[i];
        if (measurement_is_of(row, configuration))
            add_cycle(summary, row);
    }
    describe(summary);
}

static void collect(struct analysis *analysis, const struct configuration *configuration,
                    const struct measurements *measurements, const struct memories *memories)
{
    struct summary *summary = &analysis->summaries[analysis->count];

    summarise(summary, configuration, measurements);
    if (summary->count + summary->failed == 0)
        return; /* the data are older than this line of the table */
    summary->bound = time_bound(analysis->images, configuration->workers, analysis->latency);
    const struct memory *memory = memory_of(memories, configuration);
    summary->memory = memory && memory->bytes > 0 ? (double)memory->bytes : NAN;
    summary->processes = memory ? memory->processes : 0;
    analysis->count++;
}

static void add_optimum(struct analysis *analysis, const struct strategy *strategy)
{
    struct optimum *optimum = &analysis->optima[analysis->optimum_count];
    struct sample samples[MAX_WORKER_COUNTS];
    double workers[MAX_WORKER_COUNTS], medians[MAX_WORKER_COUNTS];

    *optimum = (struct optimum){.strategy = strategy};
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->configuration.strategy == strategy && summary->count > 0) {
            samples[optimum->count] = wall_sample(summary);
            workers[optimum->count] = summary->configuration.workers;
            medians[optimum->count] = summary->median;
            optimum->places[optimum->count++] = i;
        }
    }
    if (optimum->count < 2)
        return;
    struct place_interval interval = best_place_interval(samples, optimum->count, analysis->seed);
    optimum->best = optimum->places[best_place(samples, optimum->count)];
    optimum->low = optimum->places[interval.low];
    optimum->high = optimum->places[interval.high];
    optimum->enough = optimum->places[first_place_within(samples, optimum->count, ENOUGH_TOLERANCE)];
    optimum->model = model_fit(workers, medians, optimum->count);
    analysis->optimum_count++;
}

/* Neighbours in tables and figures: the same strategy, with the next number of workers. */
static void compare_neighbours(struct analysis *analysis)
{
    for (size_t i = 1; i < analysis->count; i++) {
        struct summary *above = &analysis->summaries[i - 1], *below = &analysis->summaries[i];
        below->has_above = above->count > 0 && below->count > 0 &&
                           above->configuration.strategy == below->configuration.strategy;
        below->like_above = below->has_above && cannot_be_told_apart(wall_sample(above), wall_sample(below));
    }
}

static size_t find_fastest(const struct analysis *analysis)
{
    size_t fastest = NOWHERE;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count > 0 && has_role(summary, ROLE_REFERENCE) &&
            (fastest == NOWHERE || summary->median < analysis->summaries[fastest].median))
            fastest = i;
    }
    return fastest;
}

void analyse(struct analysis *analysis, const struct measurements *measurements,
             const struct memories *memories)
{
    struct configuration configurations[MAX_CONFIGURATIONS];
    size_t count = list_configurations(configurations);

    analyse_configurations(analysis, configurations, count, measurements, memories);
}

void analyse_configurations(struct analysis *analysis, const struct configuration configurations[],
                            size_t count, const struct measurements *measurements,
                            const struct memories *memories)
{
    analysis->count = analysis->optimum_count = 0;
    for (size_t i = 0; i < count; i++)
        collect(analysis, &configurations[i], measurements, memories);
    compare_neighbours(analysis);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++)
        add_optimum(analysis, strategy);
    analysis->sequential = find_summary(analysis, "sequential", 1);
    analysis->fastest = find_fastest(analysis);
}

int analysis_save(const struct analysis *analysis, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fprintf(file,
            "strategy,workers,cycles,failed,mean_seconds,median_seconds,low_seconds,high_seconds,coverage,"
            "flagged,bound_seconds,median_processor_seconds,memory_bytes,processes,first_failure\n");
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        fprintf(file, "%s,%zu,%zu,%zu,%.6f,%.6f,%.6f,%.6f,%.4f,%zu,%.6f,%.6f,%.0f,%zu,%s\n",
                summary->configuration.strategy->name, summary->configuration.workers, summary->count,
                summary->failed, summary->mean, summary->median, summary->interval.low,
                summary->interval.high, summary->interval.coverage, summary->flagged, summary->bound,
                median(processor_sample(summary)), summary->memory, summary->processes, summary->outcome);
    }
    return whole_file_end(&whole);
}
