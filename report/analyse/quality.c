/*
 * quality.c - failed runs, outliers, and whether the machine stayed the same.
 */
#include <math.h>

#include "analyse.h"
#include "order.h"

#define UNUSUAL 1.05 /* report a stretch of runs that are longer or shorter by this factor */

/* Whether a strategy with several numbers of workers has no successful cycle at all; one line then reports
 * it. */
static bool failed_altogether(const struct analysis *analysis, const struct strategy *strategy)
{
    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].configuration.strategy == strategy && analysis->list[i].count > 0)
            return false;
    }
    return !is_single(strategy);
}

static void put_failures(cJSON *quality, const struct analysis *analysis)
{
    cJSON *failures = put_list(quality, "failures");
    const struct strategy *told = NULL;
    size_t failing = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        const struct strategy *strategy = summary->configuration.strategy;
        bool altogether = failed_altogether(analysis, strategy);
        if (summary->failed == 0 || strategy == told)
            continue;
        cJSON *one = add_object(failures);
        put_flag(one, "altogether", altogether);
        put_text(one, "label", "%s", altogether ? strategy->title : summary->configuration.label);
        put_count(one, "failed", summary->failed);
        put_count(one, "all", summary->failed + summary->count);
        put_text(one, "outcome", "%s", summary->outcome);
        told = altogether ? strategy : told;
        failing++;
    }
    put_flag(quality, "any_failed", failing > 0);
}

static void put_first_cycles(cJSON *quality, const struct analysis *analysis)
{
    struct first_cycles first = count_first_cycles(analysis);

    put_flag(quality, "has_first", first.eligible > 0);
    put_count(quality, "first_slowest", first.slowest);
    put_count(quality, "first_of", first.eligible);
    put_text(quality, "first_expected", "%.1f", first.expected);
    put_text(quality, "first_chance", "%.3f", first.chance);
    put_flag(quality, "warm_up", first.chance < 0.05);
}

void put_quality(cJSON *facts, const struct evidence *evidence)
{
    static struct ordered list[ORDERED]; /* too large for the stack */
    const struct analysis *analysis = &evidence->workers;
    cJSON *quality = put_object(facts, "quality"), *order = put_object(facts, "order");
    size_t count = list_in_order(analysis, list), flagged = 0;
    struct comparison drift = compare_thirds(list, count, analysis->seed);
    struct stretch farthest = farthest_stretch(list, count);

    for (size_t i = 0; i < count; i++)
        flagged += list[i].flagged;
    put_failures(quality, analysis);
    put_count(quality, "times", count);
    put_count(quality, "flagged", flagged);
    put_flag(quality, "any_flagged", flagged > 0);
    put_first_cycles(quality, analysis);
    put_comparison(order, "drift", &drift);
    put_flag(order, "has_stretch", farthest.from > 0);
    put_count(order, "stretch", STRETCH);
    put_count(order, "from", farthest.from);
    put_ratio(order, "farthest", farthest.relative);
    put_flag(order, "disturbed", farthest.relative > UNUSUAL || farthest.relative < 1 / UNUSUAL);
}
