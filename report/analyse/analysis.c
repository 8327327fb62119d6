/*
 * analysis.c - summaries of configurations, and the best number of workers of each strategy.
 */
#include "analysis.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sample wall_sample(const struct summary *summary)
{
    return (struct sample){summary->wall, summary->cycle, summary->count};
}

struct sample processor_sample(const struct summary *summary)
{
    return (struct sample){summary->processor, summary->cycle, summary->count};
}

struct sample program_sample(const struct summary *summary)
{
    return (struct sample){summary->program, summary->cycle, summary->count};
}

struct sample original_sample(const struct original_row *row)
{
    return (struct sample){row->seconds, NULL,
                           row->count}; /* no cycles: the original ran its strategies one after the other */
}

bool has_role(const struct summary *summary, enum role role)
{
    return summary->configuration.strategy->role == role;
}

double median_of(const struct summary *summary, double (*field)(const struct measurement *row))
{
    double values[MAX_CYCLES];

    for (size_t i = 0; i < summary->count; i++)
        values[i] = field(summary->rows[i]);
    return median((struct sample){values, NULL, summary->count});
}

double field_in_flight(const struct measurement *row)
{
    return row->peak_in_flight;
}

double field_connections(const struct measurement *row)
{
    return row->connections;
}

double most_in_flight(const struct summary *summary)
{
    double most = 0;

    for (size_t i = 0; i < summary->count; i++)
        most = fmax(most, summary->rows[i]->peak_in_flight);
    return most;
}

const struct summary *find_summary(const struct analysis *analysis, const char *strategy, size_t workers)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        if (summary->count > 0 && summary->configuration.workers == workers &&
            strcmp(summary->configuration.strategy->name, strategy) == 0)
            return summary;
    }
    return NULL;
}

size_t list_references(const struct analysis *analysis, const struct summary *list[MAX_CONFIGURATIONS])
{
    size_t count = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].count > 0 && has_role(&analysis->list[i], ROLE_REFERENCE))
            list[count++] = &analysis->list[i];
    }
    return count;
}

double time_bound(size_t images, size_t workers, double latency)
{
    return (double)((images + workers - 1) / workers) * latency;
}

static void add_row(struct summary *summary, const struct measurement *row, bool whole)
{
    if (measurement_succeeded(row) && summary->count < MAX_CYCLES && row->cycle < MAX_CYCLES) {
        size_t place = summary->count++;
        summary->rows[place] = row;
        summary->cycle[place] = row->cycle;
        summary->wall[place] = whole ? row->program_seconds : row->wall_seconds;
        summary->program[place] = row->program_seconds;
        summary->processor[place] = row->user_seconds + row->system_seconds;
    } else if (summary->failed++ == 0) {
        memcpy(summary->outcome, row->outcome, sizeof summary->outcome);
    }
}

static struct summary *summary_for(struct analysis *analysis, const struct measurement *row)
{
    for (size_t i = 0; i < analysis->count; i++) {
        if (measurement_is_of(row, &analysis->list[i].configuration))
            return &analysis->list[i];
    }
    if (analysis->count == MAX_CONFIGURATIONS)
        return NULL;
    analysis->list[analysis->count] = (struct summary){.configuration = measurement_configuration(row)};
    return &analysis->list[analysis->count++];
}

/* Sort by strategy, as in the table, then by the cost of a connection, workers, work and cores; kept ones
 * first. */
static int compare_summaries(const void *left, const void *right)
{
    const struct configuration *a = &((const struct summary *)left)->configuration;
    const struct configuration *b = &((const struct summary *)right)->configuration;
    const size_t keys[][2] = {{a->strategy - strategies, b->strategy - strategies},
                              {a->workers, b->workers},
                              {a->connect_ms, b->connect_ms},
                              {a->work, b->work},
                              {b->cores, a->cores},
                              {a->fresh, b->fresh}};

    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    }
    return 0;
}

static void describe(const struct analysis *analysis, struct summary *summary)
{
    struct sample sample = wall_sample(summary);

    summary->median = median(sample);
    summary->interval = median_interval(sample);
    summary->deviation = absolute_deviation(sample);
    summary->bound = time_bound(analysis->images, summary->configuration.workers, analysis->latency);
    summary->memory = NAN;
}

/* Compare each row with the row above it, and with one download at a time. */
static void compare_summary(struct analysis *analysis, struct summary *summary)
{
    const struct summary *sequential = find_summary(analysis, "sequential", 1);
    struct sample none = {NULL, NULL, 0}, wall = wall_sample(summary);

    summary->speed = compare(wall, sequential ? wall_sample(sequential) : none, analysis->seed);
    if (summary == analysis->list)
        return;
    const struct summary *above = summary - 1;
    summary->has_step = above->configuration.strategy == summary->configuration.strategy;
    summary->step = compare(wall, wall_sample(above), analysis->seed);
}

void analyse(struct analysis *analysis, const struct measurements *measurements, enum experiment experiment,
             bool whole)
{
    analysis->count = 0;
    for (size_t i = 0; i < measurements->count; i++) {
        const struct measurement *row = &measurements->rows[i];
        struct summary *summary =
            strcmp(row->experiment, experiment_name(experiment)) == 0 ? summary_for(analysis, row) : NULL;
        if (summary)
            add_row(summary, row, whole);
    }
    qsort(analysis->list, analysis->count, sizeof analysis->list[0], compare_summaries);
    for (size_t i = 0; i < analysis->count; i++)
        describe(analysis, &analysis->list[i]);
    for (size_t i = 0; i < analysis->count; i++)
        compare_summary(analysis, &analysis->list[i]);
}

const struct optimum *find_optimum(const struct evidence *evidence, const char *strategy)
{
    for (size_t i = 0; i < evidence->optimum_count; i++) {
        if (strcmp(evidence->optima[i].strategy->name, strategy) == 0)
            return &evidence->optima[i];
    }
    return NULL;
}

bool has_choice_of_workers(const struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->optimum_count; i++) {
        if (evidence->optima[i].strategy->role == ROLE_REFERENCE)
            return true;
    }
    return false;
}

static const struct summary *first_enough(const struct optimum *optimum)
{
    size_t place = 0;

    while (optimum->list[place]->median > (1 + ENOUGH_TOLERANCE) * optimum->best->median)
        place++;
    return optimum->list[place];
}

static void add_optimum(struct evidence *evidence, const struct strategy *strategy)
{
    const struct analysis *analysis = &evidence->workers;
    const struct summary *sequential = find_summary(analysis, "sequential", 1);
    struct optimum *optimum = &evidence->optima[evidence->optimum_count];
    struct sample samples[MAX_WORKER_COUNTS] = {{NULL, NULL, 0}}, none = {NULL, NULL, 0};
    size_t best;

    *optimum = (struct optimum){.strategy = strategy};
    for (size_t i = 0; i < analysis->count && optimum->count < MAX_WORKER_COUNTS; i++) {
        const struct summary *summary = &analysis->list[i];
        if (summary->configuration.strategy != strategy || summary->count == 0)
            continue;
        samples[optimum->count] = wall_sample(summary);
        optimum->list[optimum->count++] = summary;
    }
    if (optimum->count < 2)
        return;
    struct place_interval interval = best_place_interval(samples, optimum->count, analysis->seed);
    optimum->speed = compare_fastest(samples, optimum->count, sequential ? wall_sample(sequential) : none,
                                     analysis->seed, &best);
    optimum->best = optimum->list[best];
    optimum->low = optimum->list[interval.low];
    optimum->high = optimum->list[interval.high];
    optimum->enough = first_enough(optimum);
    evidence->optimum_count++;
}

static void add_memories(struct analysis *analysis, const struct memories *memories)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct memory *memory = memory_of(memories, &analysis->list[i].configuration);
        if (!memory || memory->bytes == 0)
            continue;
        analysis->list[i].memory = memory->bytes;
        analysis->list[i].processes = memory->processes;
    }
}

static void prepare(struct analysis *analysis, const struct facts *facts, const char *images,
                    const char *latency)
{
    analysis->images = fact_number(facts, images);
    analysis->latency = fact_number(facts, latency) / 1000;
    analysis->cycles = fact_number(facts, "cycles");
    analysis->seed = fact_number(facts, "seed");
}

static void analyse_courses(struct evidence *evidence)
{
    evidence->result_count = evidence->courses.count;
    for (size_t i = 0; i < evidence->courses.count; i++) {
        const struct course_run *run = &evidence->courses.list[i];
        struct course_result *result = &evidence->results[i];
        result->course = run->course;
        result->analysis.images = run->course.images;
        result->analysis.latency = run->course.latency_ms / 1000.0;
        result->analysis.cycles = run->course.cycles;
        result->analysis.seed = evidence->workers.seed;
        analyse(&result->analysis, &run->measurements, EXPERIMENT_WORKERS, true);
        add_memories(&result->analysis, &run->memories);
    }
}

void evidence_analyse(struct evidence *evidence)
{
    const struct facts *facts = &evidence->facts;

    prepare(&evidence->workers, facts, "images", "latency_ms");
    prepare(&evidence->reuse, facts, "reuse_images", "reuse_latency_ms");
    prepare(&evidence->work, facts, "work_images", "latency_ms");
    analyse(&evidence->workers, &evidence->measurements, EXPERIMENT_WORKERS, false);
    analyse(&evidence->reuse, &evidence->measurements, EXPERIMENT_REUSE, false);
    analyse(&evidence->work, &evidence->measurements, EXPERIMENT_WORK, false);
    add_memories(&evidence->workers, &evidence->memories);
    evidence->optimum_count = 0;
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_PEER)
            add_optimum(evidence, strategy);
    }
    analyse_courses(evidence);
    if (evidence->has_previous) {
        prepare(&evidence->previous, &evidence->previous_facts, "images", "latency_ms");
        analyse(&evidence->previous, &evidence->previous_measurements, EXPERIMENT_WORKERS, false);
    }
}
