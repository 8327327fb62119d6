/*
 * times.c - section "How fast": the fastest configuration, and the table of times.
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

/* All references except one download at a time, which they are compared with. */
static size_t list_candidates(const struct analysis *analysis, const struct summary *list[MAX_CONFIGURATIONS])
{
    size_t all = list_references(analysis, list), count = 0;

    for (size_t i = 0; i < all; i++) {
        if (strcmp(list[i]->configuration.strategy->name, "sequential") != 0)
            list[count++] = list[i];
    }
    return count;
}

/* The configurations that the data cannot distinguish from the fastest. */
static void put_tied(cJSON *speed, const struct summary *const list[], size_t count, size_t best,
                     uint64_t seed)
{
    cJSON *tied = put_list(speed, "tied");
    double least = INFINITY, most = 0;
    size_t others = 0;

    for (size_t i = 0; i < count; i++) {
        struct comparison against = compare(wall_sample(list[i]), wall_sample(list[best]), seed);
        if (i == best || against.verdict == VERDICT_SLOWER)
            continue;
        put_text(add_object(tied), "label", "%s", list[i]->configuration.label);
        least = fmin(least, list[i]->speed.ratio);
        most = fmax(most, list[i]->speed.ratio);
        others++;
    }
    put_count(speed, "tied_count", others);
    put_flag(speed, "tied_any", others > 0);
    put_flag(speed, "tied_few", others > 0 && others <= 3);
    put_ratio(speed, "tied_least", least);
    put_ratio(speed, "tied_most", most);
}

static void put_speed(cJSON *facts, const struct analysis *analysis)
{
    cJSON *speed = put_object(facts, "speed");
    const struct summary *list[MAX_CONFIGURATIONS], *sequential = find_summary(analysis, "sequential", 1);
    struct sample samples[MAX_CONFIGURATIONS], none = {NULL, NULL, 0};
    size_t count = list_candidates(analysis, list), best = 0;

    put_flag(speed, "has_sequential", sequential);
    put_flag(speed, "alone", count == 0);
    put_seconds(speed, "sequential", sequential ? sequential->median : NAN);
    put_seconds(speed, "waiting", time_bound(analysis->images, 1, analysis->latency));
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        samples[i] = wall_sample(list[i]);
    struct comparison comparison =
        compare_fastest(samples, count, sequential ? wall_sample(sequential) : none, analysis->seed, &best);
    put_text(speed, "fastest", "%s", list[best]->configuration.label);
    put_seconds(speed, "median", list[best]->median);
    put_comparison(speed, "c", &comparison);
    put_tied(speed, list, count, best, analysis->seed);
}

static void put_original_row(cJSON *row, const struct original *original, const struct original_row *theirs)
{
    const struct original_row *one = original_row(original, "sequential", 1);
    struct sample sample = theirs ? original_sample(theirs) : (struct sample){NULL, NULL, 0};

    put_seconds(row, "original_mean", mean(sample));
    put_seconds(row, "original_median", median(sample));
    put_ratio(row, "original_speed", one ? median(original_sample(one)) / median(sample) : NAN);
}

static void put_row(cJSON *rows, const struct summary *summary, const struct original *original)
{
    const struct configuration *configuration = &summary->configuration;
    cJSON *row = add_object(rows);

    put_text(row, "title", "%s", configuration->strategy->title);
    put_count(row, "workers", configuration->workers);
    put_count(row, "n", summary->count);
    put_flag(row, "failed", summary->count == 0);
    put_seconds(row, "mean", mean(wall_sample(summary)));
    put_seconds(row, "median", summary->median);
    put_interval(row, "median", summary->interval);
    put_comparison(row, "speed", &summary->speed);
    put_flag(row, "has_step", summary->has_step && summary->count > 0);
    put_comparison(row, "step", &summary->step);
    put_original_row(row, original,
                     original_row(original, configuration->strategy->name, configuration->workers));
}

static bool is_in(const struct analysis *analysis, const struct original_row *row)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *configuration = &analysis->list[i].configuration;
        if (configuration->workers == row->workers &&
            strcmp(configuration->strategy->name, row->strategy) == 0)
            return true;
    }
    return false;
}

void put_times(cJSON *facts, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->workers;
    cJSON *rows = put_list(facts, "times"), *others = put_list(facts, "original_times");

    put_speed(facts, analysis);
    for (size_t i = 0; i < analysis->count; i++) {
        if (!has_role(&analysis->list[i], ROLE_MISTAKE))
            put_row(rows, &analysis->list[i], &evidence->original);
    }
    for (size_t i = 0; i < evidence->original.count; i++) {
        const struct original_row *theirs = &evidence->original.rows[i];
        if (is_in(analysis, theirs))
            continue;
        cJSON *row = add_object(others);
        put_text(row, "title", "%s", theirs->strategy);
        put_count(row, "workers", theirs->workers);
        put_original_row(row, &evidence->original, theirs);
    }
}
