/*
 * reuse.c - section on connections: a new one for each image, or one that is kept.
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

/* The same configuration with a new connection for each image, or NULL. */
static const struct summary *fresh_of(const struct analysis *analysis, const struct summary *kept)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *one = &analysis->list[i].configuration;
        if (one->fresh && one->strategy == kept->configuration.strategy &&
            one->connect_ms == kept->configuration.connect_ms)
            return &analysis->list[i];
    }
    return NULL;
}

static const struct summary *kept_of(const struct analysis *analysis, const char *strategy, size_t connect_ms)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *one = &analysis->list[i].configuration;
        if (!one->fresh && one->connect_ms == connect_ms && strcmp(one->strategy->name, strategy) == 0)
            return &analysis->list[i];
    }
    return NULL;
}

static size_t dearest(const struct analysis *analysis)
{
    size_t most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].configuration.connect_ms > most)
            most = analysis->list[i].configuration.connect_ms;
    }
    return most;
}

/* How many times as fast a strategy is when it keeps its connections. */
static struct comparison put_pair(cJSON *row, const struct analysis *analysis, const struct summary *kept)
{
    const struct summary *fresh = fresh_of(analysis, kept);
    struct sample none = {NULL, NULL, 0};
    struct comparison c = compare(wall_sample(kept), fresh ? wall_sample(fresh) : none, analysis->seed);

    put_text(row, "title", "%s", kept->configuration.strategy->title);
    put_count(row, "workers", kept->configuration.workers);
    put_flag(row, "failed", kept->count == 0 || !fresh || fresh->count == 0);
    put_seconds(row, "kept", kept->median);
    put_seconds(row, "fresh", fresh ? fresh->median : NAN);
    put_comparison(row, "c", &c);
    return c;
}

static void put_case(cJSON *cases, const struct analysis *analysis, size_t connect_ms)
{
    cJSON *one = add_object(cases), *rows = put_list(one, "rows");
    size_t count[4] = {0}, compared = 0;
    double least = INFINITY, most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *kept = &analysis->list[i];
        if (kept->configuration.fresh || kept->configuration.connect_ms != connect_ms)
            continue;
        cJSON *row = add_object(rows);
        struct comparison c = put_pair(row, analysis, kept);
        count[c.verdict]++;
        compared++;
        if (c.verdict == VERDICT_FASTER) {
            least = fmin(least, c.ratio);
            most = fmax(most, c.ratio);
        }
    }
    put_count(one, "connect_ms", connect_ms);
    put_flag(one, "free", connect_ms == 0);
    put_flag(one, "all_faster", compared > 0 && count[VERDICT_FASTER] == compared);
    put_flag(one, "some_faster", count[VERDICT_FASTER] > 0);
    put_flag(one, "some_slower", count[VERDICT_SLOWER] > 0);
    put_flag(one, "few", count[VERDICT_TOO_FEW] == compared);
    put_count(one, "faster", count[VERDICT_FASTER]);
    put_count(one, "compared", compared);
    put_ratio(one, "least", least);
    put_ratio(one, "most", most);
}

/* The original compared threads with new connections to async with kept ones. Here one thing changes at a
 * time. */
static void put_two_changes(cJSON *reuse, const struct analysis *analysis)
{
    cJSON *changes = put_object(reuse, "changes");
    const struct summary *threads = kept_of(analysis, "threads", dearest(analysis));
    const struct summary *async = kept_of(analysis, "async", dearest(analysis));
    const struct summary *fresh = threads ? fresh_of(analysis, threads) : NULL;

    put_flag(changes, "any", fresh && async && fresh->count > 0 && threads->count > 0 && async->count > 0);
    if (!fresh || !async)
        return;
    struct comparison together = compare(wall_sample(async), wall_sample(fresh), analysis->seed);
    struct comparison connections = compare(wall_sample(threads), wall_sample(fresh), analysis->seed);
    struct comparison strategy = compare(wall_sample(async), wall_sample(threads), analysis->seed);
    put_count(changes, "workers", async->configuration.workers);
    put_comparison(changes, "together", &together);
    put_comparison(changes, "connections", &connections);
    put_comparison(changes, "strategy", &strategy);
}

void put_reuse(cJSON *facts, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->reuse;
    cJSON *reuse = put_object(facts, "reuse"), *cases = put_list(reuse, "cases");

    put_flag(reuse, "any", analysis->count > 0);
    put_count(reuse, "images", analysis->images);
    put_text(reuse, "latency_ms", "%g", 1000 * analysis->latency);
    put_count(reuse, "n", analysis->count > 0 ? analysis->list[0].count : 0);
    if (analysis->count > 0) {
        put_case(cases, analysis, 0);
        if (dearest(analysis) > 0)
            put_case(cases, analysis, dearest(analysis));
    }
    put_two_changes(reuse, analysis);
}
