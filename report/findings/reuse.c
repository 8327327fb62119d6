/*
 * reuse.c - pairs of kept and fresh connections, and what can be said of them.
 */
#include "reuse.h"

#include <string.h>

#include "findings.h"

static bool has_case(const struct reuse *reuse, size_t connect_ms)
{
    for (size_t i = 0; i < reuse->count; i++) {
        if (reuse->cases[i].connect_ms == connect_ms)
            return true;
    }
    return false;
}

/* What was measured tells what there is: the table of strategies may be younger. */
static void find_cases(struct reuse *reuse, const struct measurements *measurements)
{
    for (size_t i = 0; i < measurements->count && reuse->count < MAX_REUSE_CASES; i++) {
        const struct measurement *row = &measurements->rows[i];
        if (strcmp(row->experiment, experiment_name(EXPERIMENT_REUSE)) == 0 &&
            !has_case(reuse, row->connect_ms))
            reuse->cases[reuse->count++].connect_ms = row->connect_ms;
    }
    if (reuse->count == 2 && reuse->cases[0].connect_ms > reuse->cases[1].connect_ms) {
        size_t dearer = reuse->cases[0].connect_ms;
        reuse->cases[0].connect_ms = reuse->cases[1].connect_ms;
        reuse->cases[1].connect_ms = dearer;
    }
}

/* The number of workers that a strategy was measured with in this case, or 0. */
static size_t workers_of(const struct strategy *strategy, size_t connect_ms,
                         const struct measurements *measurements)
{
    for (size_t i = 0; i < measurements->count; i++) {
        const struct measurement *row = &measurements->rows[i];
        if (strcmp(row->experiment, experiment_name(EXPERIMENT_REUSE)) == 0 &&
            row->connect_ms == connect_ms && strcmp(row->strategy, strategy->name) == 0)
            return row->workers;
    }
    return 0;
}

static void fill_case(struct reuse_case *one, const struct measurements *measurements)
{
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        size_t workers = workers_of(strategy, one->connect_ms, measurements);
        struct configuration configuration = configuration_of(strategy, workers);
        if (workers == 0 || one->count == MAX_REUSED)
            continue;
        configuration.experiment = EXPERIMENT_REUSE;
        configuration.connect_ms = one->connect_ms;
        summarise(&one->pairs[one->count].kept, &configuration, measurements);
        configuration.fresh = true;
        summarise(&one->pairs[one->count].fresh, &configuration, measurements);
        one->count++;
    }
}

void analyse_reuse(struct reuse *reuse, const struct facts *facts, const struct measurements *measurements)
{
    *reuse = (struct reuse){.images = fact_number(facts, "reuse_images"),
                            .latency = fact_number(facts, "reuse_latency_ms") / 1000,
                            .seed = fact_number(facts, "seed")};
    find_cases(reuse, measurements);
    for (size_t i = 0; i < reuse->count; i++)
        fill_case(&reuse->cases[i], measurements);
}

bool can_be_compared(const struct reuse_pair *pair)
{
    return pair->kept.count > 0 && pair->fresh.count > 0;
}

static double ratio_of(const struct reuse_pair *pair)
{
    return pair->fresh.median / pair->kept.median;
}

struct interval reuse_interval(const struct reuse *reuse, const struct reuse_pair *pair)
{
    return ratio_interval(wall_sample(&pair->fresh), wall_sample(&pair->kept), reuse->seed);
}

static enum reuse_verdict judge(const struct reuse_finding *finding)
{
    if (finding->compared == 0)
        return REUSE_NOT_MEASURED;
    if (finding->lose > 0)
        return REUSE_SOME_LOSE;
    if (finding->gain == 0)
        return REUSE_NO_DIFFERENCE;
    return finding->gain == finding->compared ? REUSE_ALL_GAIN : REUSE_SOME_GAIN;
}

struct reuse_finding find_reuse(const struct reuse *reuse, const struct reuse_case *one)
{
    struct reuse_finding finding = {.compared = 0};

    for (size_t i = 0; i < one->count; i++) {
        const struct reuse_pair *pair = &one->pairs[i];
        if (!can_be_compared(pair))
            continue;
        enum ratio_verdict verdict = find_ratio(reuse_interval(reuse, pair));
        finding.compared++;
        finding.gain += verdict == RATIO_LARGER;
        finding.lose += verdict == RATIO_SMALLER;
        if (!finding.least || ratio_of(pair) < ratio_of(finding.least))
            finding.least = pair;
        if (!finding.most || ratio_of(pair) > ratio_of(finding.most))
            finding.most = pair;
    }
    finding.verdict = judge(&finding);
    return finding;
}

const struct reuse_case *dearest_case(const struct reuse *reuse)
{
    return reuse->count > 0 ? &reuse->cases[reuse->count - 1] : NULL;
}

static const struct reuse_pair *pair_of(const struct reuse_case *one, const char *strategy)
{
    for (size_t i = 0; one && i < one->count; i++) {
        if (strcmp(one->pairs[i].kept.configuration.strategy->name, strategy) == 0 &&
            can_be_compared(&one->pairs[i]))
            return &one->pairs[i];
    }
    return NULL;
}

static enum two_changes_verdict judge_changes(const struct two_changes_finding *finding)
{
    bool connections = find_ratio(finding->connections) == RATIO_LARGER;
    bool strategy = find_ratio(finding->strategy) == RATIO_LARGER;

    if (find_ratio(finding->together) != RATIO_LARGER)
        return CHANGES_NOTHING;
    if (connections)
        return strategy ? CHANGES_BOTH : CHANGES_CONNECTIONS;
    return strategy ? CHANGES_STRATEGY : CHANGES_NEITHER;
}

struct two_changes_finding find_two_changes(const struct reuse *reuse)
{
    struct two_changes_finding finding = {.verdict = CHANGES_NOT_MEASURED};
    const struct reuse_pair *threads = pair_of(dearest_case(reuse), "threads");
    const struct reuse_pair *async = pair_of(dearest_case(reuse), "async");

    if (!threads || !async)
        return finding;
    finding.threads_fresh = &threads->fresh;
    finding.threads_kept = &threads->kept;
    finding.async_kept = &async->kept;
    struct sample fresh = wall_sample(&threads->fresh), kept = wall_sample(&threads->kept);
    finding.together = ratio_interval(fresh, wall_sample(&async->kept), reuse->seed);
    finding.connections = ratio_interval(fresh, kept, reuse->seed);
    finding.strategy = ratio_interval(kept, wall_sample(&async->kept), reuse->seed);
    finding.verdict = judge_changes(&finding);
    return finding;
}
