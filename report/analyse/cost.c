/*
 * cost.c - section "What it costs": processor time, memory, and the price of speed.
 */
#include <math.h>

#include "analyse.h"

static double field_user(const struct measurement *row)
{
    return row->user_seconds;
}

static double field_system(const struct measurement *row)
{
    return row->system_seconds;
}

static double field_voluntary(const struct measurement *row)
{
    return row->voluntary_switches;
}

static double field_involuntary(const struct measurement *row)
{
    return row->involuntary_switches;
}

/* Whether it can be compared. A strategy with a single number of workers has only one request in flight. */
static bool has_price(const struct summary *summary)
{
    return summary->count > 0 && has_role(summary, ROLE_REFERENCE) &&
           !is_single(summary->configuration.strategy) && !isnan(summary->memory);
}

/* The largest number of workers among those that the most strategies have. */
static size_t common_workers(const struct analysis *analysis)
{
    size_t common = 0, most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        size_t workers = analysis->list[i].configuration.workers, having = 0;
        for (size_t k = 0; k < analysis->count; k++)
            having += has_price(&analysis->list[k]) && analysis->list[k].configuration.workers == workers;
        if (having > most || (having == most && workers > common)) {
            common = workers;
            most = having;
        }
    }
    return common;
}

/* Compare each of the others with the one that needs the least memory. */
static void put_rivals(cJSON *cost, const struct analysis *analysis, const struct summary *cheapest)
{
    cJSON *faster = put_list(cost, "faster"), *undecided = put_list(cost, "undecided");
    size_t fast = 0, open = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *rival = &analysis->list[i];
        if (rival == cheapest || !has_price(rival) ||
            rival->configuration.workers != cheapest->configuration.workers)
            continue;
        struct comparison against = compare(wall_sample(rival), wall_sample(cheapest), analysis->seed);
        if (against.verdict == VERDICT_SLOWER)
            continue;
        cJSON *one = add_object(against.verdict == VERDICT_FASTER ? faster : undecided);
        put_text(one, "title", "%s", rival->configuration.strategy->title);
        put_comparison(one, "c", &against);
        fast += against.verdict == VERDICT_FASTER;
        open += against.verdict != VERDICT_FASTER;
    }
    put_flag(cost, "any_faster", fast > 0);
    put_flag(cost, "any_undecided", open > 0);
}

static void put_price(cJSON *cost, const struct analysis *analysis)
{
    const struct summary *cheapest = NULL, *dearest = NULL;
    size_t workers = common_workers(analysis);

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        if (!has_price(summary) || summary->configuration.workers != workers)
            continue;
        if (!cheapest || summary->memory < cheapest->memory)
            cheapest = summary;
        if (!dearest || summary->memory > dearest->memory)
            dearest = summary;
    }
    put_flag(cost, "compared", cheapest != dearest);
    if (cheapest == dearest)
        return;
    put_count(cost, "workers", workers);
    put_text(cost, "cheapest", "%s", cheapest->configuration.strategy->title);
    put_text(cost, "dearest", "%s", dearest->configuration.strategy->title);
    put_text(cost, "least_mib", "%.1f", cheapest->memory / MEBIBYTE);
    put_text(cost, "most_mib", "%.1f", dearest->memory / MEBIBYTE);
    put_ratio(cost, "memory_ratio", dearest->memory / cheapest->memory);
    put_rivals(cost, analysis, cheapest);
}

/* Compare the fastest's processor time with that of one download at a time. "slower" means that it needs
 * more. */
static void put_processor(cJSON *cost, const struct analysis *analysis)
{
    const struct summary *list[MAX_CONFIGURATIONS], *fastest = NULL;
    const struct summary *sequential = find_summary(analysis, "sequential", 1);
    size_t count = list_references(analysis, list);

    for (size_t i = 0; i < count; i++) {
        if (list[i] != sequential && (!fastest || list[i]->median < fastest->median))
            fastest = list[i];
    }
    put_flag(cost, "has_processor", sequential && fastest);
    if (!sequential || !fastest)
        return;
    struct comparison against =
        compare(processor_sample(fastest), processor_sample(sequential), analysis->seed);
    put_text(cost, "fastest", "%s", fastest->configuration.label);
    put_comparison(cost, "processor", &against);
}

static void put_row(cJSON *rows, const struct analysis *analysis, const struct summary *summary)
{
    cJSON *row = add_object(rows);

    put_text(row, "title", "%s", summary->configuration.strategy->title);
    put_count(row, "workers", summary->configuration.workers);
    put_count(row, "n", summary->count);
    put_text(row, "processor", "%.3f", median(processor_sample(summary)));
    put_text(row, "user", "%.2f", 1000 * median_of(summary, field_user) / analysis->images);
    put_text(row, "system", "%.2f", 1000 * median_of(summary, field_system) / analysis->images);
    put_text(row, "voluntary", "%.1f", median_of(summary, field_voluntary) / analysis->images);
    put_text(row, "involuntary", "%.1f", median_of(summary, field_involuntary) / analysis->images);
    if (isnan(summary->memory))
        put_text(row, "mib", "–");
    else
        put_text(row, "mib", "%.1f", summary->memory / MEBIBYTE);
    put_count(row, "processes", summary->processes);
    put_text(row, "connections", "%.0f", median_of(summary, field_connections));
}

void put_cost(cJSON *facts, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->workers;
    cJSON *cost = put_object(facts, "cost"), *rows = put_list(cost, "rows");

    put_price(cost, analysis);
    put_processor(cost, analysis);
    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].count > 0 && !has_role(&analysis->list[i], ROLE_MISTAKE))
            put_row(rows, analysis, &analysis->list[i]);
    }
}
