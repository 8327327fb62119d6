/*
 * work.c - section "When the processor works": each image is decoded and shrunk, on all cores and on one.
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

#define BUSY_ENOUGH                                                                        \
    0.8 /* share of a core that the fastest must keep busy; else others used the processor \
         */

static size_t most_work(const struct analysis *analysis)
{
    size_t most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].configuration.work > most)
            most = analysis->list[i].configuration.work;
    }
    return most;
}

/* The successful summary of a strategy with this amount of work; `cores` is 0 for all cores. */
static const struct summary *find(const struct analysis *analysis, const char *strategy, size_t work,
                                  size_t cores)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *one = &analysis->list[i].configuration;
        if (one->work == work && one->cores == cores && strcmp(one->strategy->name, strategy) == 0)
            return analysis->list[i].count > 0 ? &analysis->list[i] : NULL;
    }
    return NULL;
}

static const struct summary *fastest(const struct analysis *analysis, size_t work, size_t cores)
{
    const struct summary *best = NULL;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *one = &analysis->list[i];
        if (one->count > 0 && one->configuration.work == work && one->configuration.cores == cores &&
            (!best || one->median < best->median))
            best = one;
    }
    return best;
}

/* Number of cores that a strategy kept busy, over the whole program. */
static double cores_busy(const struct summary *summary)
{
    return median(processor_sample(summary)) / median(program_sample(summary));
}

/* Seconds that one core needs to decode and shrink an image once. From the runs on one core, because a second
 * busy core slows the first one down. NaN if there are none. */
static double cost_of_once(const struct analysis *analysis)
{
    double values[MAX_CONFIGURATIONS];
    size_t count = 0, most = most_work(analysis);

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *one = &analysis->list[i];
        if (one->count > 0 && one->configuration.cores == 1 && one->configuration.work == most)
            values[count++] = median(processor_sample(one)) / most / analysis->images;
    }
    return count > 0 ? median((struct sample){values, NULL, count}) : NAN;
}

/* Compare every strategy with the fastest of its group. */
static void put_group(cJSON *work, const char *name, const struct analysis *analysis, size_t cores)
{
    size_t most = most_work(analysis), compared = 0, behind = 0, open = 0;
    const struct summary *best = fastest(analysis, most, cores);
    cJSON *group = put_object(work, name);
    cJSON *slower = put_list(group, "slower"), *undecided = put_list(group, "undecided");

    put_flag(group, "any", best);
    for (size_t i = 0; best && i < analysis->count; i++) {
        const struct summary *one = &analysis->list[i];
        if (one->count == 0 || one->configuration.work != most || one->configuration.cores != cores ||
            one == best)
            continue;
        struct comparison c = compare(wall_sample(one), wall_sample(best), analysis->seed);
        cJSON *item = add_object(c.verdict == VERDICT_SLOWER ? slower : undecided);
        put_text(item, "title", "%s", one->configuration.strategy->title);
        put_comparison(item, "c", &c);
        compared++;
        behind += c.verdict == VERDICT_SLOWER;
        open += c.verdict != VERDICT_SLOWER;
    }
    put_flag(group, "compared", compared > 0);
    put_flag(group, "any_slower", behind > 0);
    put_flag(group, "any_undecided", open > 0);
    put_flag(group, "disturbed", best && cores_busy(best) < BUSY_ENOUGH);
    put_text(group, "fastest", "%s", best ? best->configuration.strategy->title : "");
    put_seconds(group, "seconds", best ? best->median : NAN);
}

/* Compare processes with threads: the original claims that processes pay here. */
static void put_processes(cJSON *work, const struct analysis *analysis)
{
    const struct summary *threads = find(analysis, "threads", most_work(analysis), 0);
    const struct summary *processes = find(analysis, "processes", most_work(analysis), 0);

    put_flag(work, "has_processes", threads && processes);
    if (!threads || !processes)
        return;
    struct comparison c = compare(wall_sample(processes), wall_sample(threads), analysis->seed);
    put_comparison(work, "processes", &c);
}

/* The amounts of work, ascending. Returns their number. */
static size_t list_amounts(const struct analysis *analysis, size_t amounts[MAX_WORK_AMOUNTS])
{
    size_t count = 0, last = 0;

    for (;;) {
        size_t next = 0;
        for (size_t i = 0; i < analysis->count; i++) {
            size_t work = analysis->list[i].configuration.work;
            if (work > last && (next == 0 || work < next))
                next = work;
        }
        if (next == 0 || count == MAX_WORK_AMOUNTS)
            return count;
        amounts[count++] = last = next;
    }
}

static void put_cell(cJSON *cells, double seconds)
{
    put_seconds(add_object(cells), "seconds", seconds);
}

static void put_rows(cJSON *work, const struct analysis *analysis, const size_t amounts[], size_t count)
{
    cJSON *rows = put_list(work, "rows");

    for (size_t i = 0; i < analysis->count; i++) {
        const struct strategy *strategy = analysis->list[i].configuration.strategy;
        if (i > 0 && strategy == analysis->list[i - 1].configuration.strategy)
            continue;
        cJSON *row = add_object(rows), *cells = put_list(row, "cells");
        const struct summary *all = find(analysis, strategy->name, amounts[count - 1], 0);
        const struct summary *one = find(analysis, strategy->name, amounts[count - 1], 1);
        put_text(row, "title", "%s", strategy->title);
        put_count(row, "n", all ? all->count : 0);
        for (size_t k = 0; k < count; k++) {
            const struct summary *here = find(analysis, strategy->name, amounts[k], 0);
            put_cell(cells, here ? here->median : NAN);
        }
        put_ratio(row, "busy", all ? cores_busy(all) : NAN);
        put_seconds(row, "one_core", one ? one->median : NAN);
    }
}

static void put_bounds(cJSON *work, const struct analysis *analysis, const size_t amounts[], size_t count,
                       size_t cores)
{
    cJSON *heads = put_list(work, "amounts"), *bounds = put_list(work, "bounds");
    double once = cost_of_once(analysis);
    double waiting = time_bound(analysis->images, analysis->list[0].configuration.workers, analysis->latency);

    for (size_t i = 0; i < count; i++) {
        put_count(add_object(heads), "times", amounts[i]);
        put_cell(bounds, fmax(waiting, analysis->images * amounts[i] * once / cores));
    }
    put_flag(work, "has_bound", !isnan(once));
    put_text(work, "once_ms", "%.2f", 1000 * once);
    put_seconds(work, "bound_one", fmax(waiting, analysis->images * amounts[count - 1] * once));
}

void put_work(cJSON *facts, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->work;
    cJSON *work = put_object(facts, "work");
    size_t amounts[MAX_WORK_AMOUNTS], count = list_amounts(analysis, amounts);
    size_t cores = fact_number(&evidence->facts, "cores");

    put_flag(work, "any", count > 0);
    if (count == 0)
        return;
    put_count(work, "images", analysis->images);
    put_count(work, "workers", analysis->list[0].configuration.workers);
    put_count(work, "cores", cores);
    put_count(work, "most", amounts[count - 1]);
    put_group(work, "all", analysis, 0);
    put_group(work, "one", analysis, 1);
    put_processes(work, analysis);
    put_rows(work, analysis, amounts, count);
    put_bounds(work, analysis, amounts, count, cores);
}
