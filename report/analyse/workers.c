/*
 * workers.c - section "How many workers": the best numbers, the bound, and whether more workers do harm.
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

static double field_p50(const struct measurement *row)
{
    return row->request_p50;
}

static double field_p99(const struct measurement *row)
{
    return row->request_p99;
}

/* Compare each larger number of workers with the smallest one that is enough: any of them may do harm, not
 * only the largest. */
static void put_more(cJSON *item, const struct optimum *optimum, uint64_t seed)
{
    cJSON *slower = put_list(item, "slower");
    size_t larger = 0, harmful = 0, few = 0;

    for (size_t i = 0; i < optimum->count; i++) {
        const struct summary *more = optimum->list[i];
        if (more->configuration.workers <= optimum->enough->configuration.workers)
            continue;
        struct comparison against = compare(wall_sample(more), wall_sample(optimum->enough), seed);
        larger++;
        few += against.verdict == VERDICT_TOO_FEW;
        if (against.verdict != VERDICT_SLOWER)
            continue;
        harmful++;
        cJSON *one = add_object(slower);
        put_count(one, "workers", more->configuration.workers);
        put_comparison(one, "c", &against);
    }
    put_flag(item, "has_larger", larger > 0);
    put_flag(item, "has_slower", harmful > 0);
    put_flag(item, "few", few > 0);
}

/* The number of workers up to which every step is shown to be faster. */
static void put_steps(cJSON *item, const struct optimum *optimum)
{
    cJSON *slower = put_list(item, "slower_steps");
    size_t place = 0, worse = 0;

    while (place + 1 < optimum->count && optimum->list[place + 1]->step.verdict == VERDICT_FASTER)
        place++;
    put_flag(item, "has_steps", place > 0);
    put_flag(item, "all_steps", place + 1 == optimum->count);
    put_count(item, "first", optimum->list[0]->configuration.workers);
    put_count(item, "until", optimum->list[place]->configuration.workers);
    put_ratio(item, "until_ratio", optimum->list[0]->median / optimum->list[place]->median);
    put_ratio(item, "until_ideal",
              (double)optimum->list[place]->configuration.workers / optimum->list[0]->configuration.workers);
    for (size_t i = 1; i < optimum->count; i++) {
        if (optimum->list[i]->step.verdict != VERDICT_SLOWER)
            continue;
        worse++;
        cJSON *one = add_object(slower);
        put_count(one, "from", optimum->list[i - 1]->configuration.workers);
        put_count(one, "to", optimum->list[i]->configuration.workers);
        put_comparison(one, "c", &optimum->list[i]->step);
    }
    put_flag(item, "has_slower_steps", worse > 0);
}

static void put_optimum(cJSON *item, const struct optimum *optimum, uint64_t seed)
{
    put_text(item, "title", "%s", optimum->strategy->title);
    put_text(item, "unit", "%s", optimum->strategy->unit);
    put_count(item, "n", optimum->best->count);
    put_count(item, "best", optimum->best->configuration.workers);
    put_seconds(item, "best_seconds", optimum->best->median);
    put_count(item, "low", optimum->low->configuration.workers);
    put_count(item, "high", optimum->high->configuration.workers);
    put_count(item, "enough", optimum->enough->configuration.workers);
    put_seconds(item, "enough_seconds", optimum->enough->median);
    put_comparison(item, "c", &optimum->speed);
    put_more(item, optimum, seed);
    put_steps(item, optimum);
}

static void put_bounds(cJSON *facts, const struct analysis *analysis)
{
    cJSON *rows = put_list(facts, "bounds");

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        if (has_role(summary, ROLE_MISTAKE) || summary->count == 0)
            continue;
        cJSON *row = add_object(rows);
        put_text(row, "title", "%s", summary->configuration.strategy->title);
        put_count(row, "workers", summary->configuration.workers);
        put_count(row, "n", summary->count);
        put_seconds(row, "bound", summary->bound);
        put_seconds(row, "median", summary->median);
        put_ratio(row, "over", summary->median / summary->bound);
        put_ratio(row, "in_flight", analysis->images * analysis->latency / summary->median);
        put_text(row, "most", "%.0f", median_of(summary, field_in_flight));
        put_text(row, "p50", "%.1f", 1000 * median_of(summary, field_p50));
        put_text(row, "p99", "%.1f", 1000 * median_of(summary, field_p99));
    }
}

/* The optimum of the fastest configuration's strategy; the first optimum if that strategy has none. */
static const struct optimum *top_optimum(const struct evidence *evidence)
{
    const struct optimum *top = NULL;

    for (size_t i = 0; i < evidence->optimum_count; i++) {
        const struct optimum *optimum = &evidence->optima[i];
        if (optimum->strategy->role == ROLE_REFERENCE && (!top || optimum->best->median < top->best->median))
            top = optimum;
    }
    return top;
}

void put_workers(cJSON *facts, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->workers;
    cJSON *workers = put_object(facts, "workers");
    cJSON *optima = put_list(facts, "optima");
    const struct optimum *top = top_optimum(evidence);

    put_flag(workers, "any", top);
    put_flag(workers, "has_mistake", find_optimum(evidence, "processes-mistake"));
    put_text(workers, "rate_one", "%.0f", 1 / analysis->latency);
    put_text(workers, "rate_ten", "%.0f", 10 / analysis->latency);
    put_seconds(workers, "bound_one", time_bound(analysis->images, 1, analysis->latency));
    put_seconds(workers, "bound_ten", time_bound(analysis->images, 10, analysis->latency));
    if (top)
        put_optimum(put_object(workers, "top"), top, analysis->seed);
    for (size_t i = 0; i < evidence->optimum_count; i++) {
        if (evidence->optima[i].strategy->role != ROLE_MISTAKE)
            put_optimum(add_object(optima), &evidence->optima[i], analysis->seed);
    }
    put_bounds(facts, analysis);
}
