/*
 * findings.c - workers and bound: verdicts and sentences.
 */
#include "findings.h"

#include <math.h>
#include <string.h>

#include "../writing/number_text.h"

#define CLOSE_TO_BOUND 1.10 /* times the bound */

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

static size_t workers_at(const struct analysis *analysis, size_t place)
{
    return at(analysis, place)->configuration.workers;
}

enum ratio_verdict find_ratio(struct interval ratio)
{
    if (ratio.low > 1)
        return RATIO_LARGER;
    return ratio.high < 1 ? RATIO_SMALLER : RATIO_NO_DIFFERENCE;
}

static struct interval wall_ratio(const struct analysis *analysis, size_t above, size_t below)
{
    return ratio_interval(wall_sample(at(analysis, above)), wall_sample(at(analysis, below)), analysis->seed);
}

enum workers_verdict find_workers(const struct analysis *analysis, const struct optimum *optimum)
{
    size_t first = optimum->places[0], last = optimum->places[optimum->count - 1];

    if (last != optimum->best && wall_ratio(analysis, last, optimum->best).low > 1 + ENOUGH_TOLERANCE)
        return WORKERS_LOSE;
    if (optimum->enough == last)
        return WORKERS_STILL_GAIN;
    return optimum->enough == first ? WORKERS_NO_GAIN : WORKERS_LITTLE_GAIN;
}

static const struct optimum *optimum_of_fastest(const struct analysis *analysis)
{
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        if (analysis->optima[i].strategy == at(analysis, analysis->fastest)->configuration.strategy)
            return &analysis->optima[i];
    }
    return has_choice_of_workers(analysis) ? &analysis->optima[0] : NULL;
}

static bool every_step_gains(const struct analysis *analysis, const struct optimum *optimum)
{
    for (size_t i = 1; i < optimum->count; i++) {
        if (at(analysis, optimum->places[i])->median >= at(analysis, optimum->places[i - 1])->median)
            return false;
    }
    return true;
}

void write_workers_headline(FILE *out, const struct analysis *analysis)
{
    const struct optimum *optimum = optimum_of_fastest(analysis);

    if (!optimum) {
        fprintf(out, "Too little was measured to tell what more workers bring");
        return;
    }
    size_t best = workers_at(analysis, optimum->best), enough = workers_at(analysis, optimum->enough);
    const char *unit = optimum->strategy->unit;
    switch (find_workers(analysis, optimum)) {
    case WORKERS_STILL_GAIN:
        if (every_step_gains(analysis, optimum))
            fprintf(out, "Up to %zu %s, every step brought more", enough, unit);
        else
            fprintf(out, "The most that were measured, %zu %s, are the best", enough, unit);
        break;
    case WORKERS_LITTLE_GAIN:
        fprintf(out, "Past %zu %s there is little left to gain", enough, unit);
        break;
    case WORKERS_NO_GAIN:
        fprintf(out, "More than %zu %s gain next to nothing", enough, unit);
        break;
    case WORKERS_LOSE:
        fprintf(out, "Past %zu %s, more of them cost time", best, unit);
        break;
    }
}

static void write_workers_verdict(FILE *out, const struct analysis *analysis, const struct optimum *optimum)
{
    size_t last = optimum->places[optimum->count - 1];
    size_t best = workers_at(analysis, optimum->best), enough = workers_at(analysis, optimum->enough);
    const char *unit = optimum->strategy->unit;

    switch (find_workers(analysis, optimum)) {
    case WORKERS_STILL_GAIN:
        fprintf(out, "The most that were measured, %zu %s, are the only number within 5 %% of the best time",
                enough, unit);
        break;
    case WORKERS_LITTLE_GAIN:
        fprintf(out, "%zu %s are enough to come within 5 %% of the best time, and more do no clear harm",
                enough, unit);
        break;
    case WORKERS_NO_GAIN:
        fprintf(out, "Even the fewest, %zu %s, come within 5 %% of the best time", enough, unit);
        break;
    case WORKERS_LOSE:
        fprintf(out, "%zu %s are the best; %zu take %s times as long", best, unit, workers_at(analysis, last),
                ratio_text(at(analysis, last)->median / at(analysis, optimum->best)->median).text);
        break;
    }
}

void write_workers(FILE *out, const struct analysis *analysis, const struct optimum *optimum)
{
    size_t low = workers_at(analysis, optimum->low), high = workers_at(analysis, optimum->high);

    write_workers_verdict(out, analysis, optimum);
    fprintf(out, ". The best of the measured numbers is %zu", workers_at(analysis, optimum->best));
    if (low == high)
        fprintf(out, ", as at least 95 %% of the resamplings of the cycles agree.");
    else
        fprintf(out, "; resampling the cycles gives %zu to %zu.", low, high);
}

void write_bound(FILE *out, const struct analysis *analysis, const struct optimum *optimum)
{
    const struct summary *last = at(analysis, optimum->places[optimum->count - 1]);
    size_t close = 0; /* how many numbers of workers, from the fewest on, stay near the bound */

    while (close < optimum->count) {
        const struct summary *summary = at(analysis, optimum->places[close]);
        if (summary->median > CLOSE_TO_BOUND * summary->bound)
            break;
        close++;
    }
    if (close == optimum->count)
        fprintf(out, "With all numbers of %s the time stays within 10 %% of the bound that the latency sets",
                optimum->strategy->unit);
    else if (close == 0)
        fprintf(out,
                "With no number of %s does the time come within 10 %% of the bound that the latency sets",
                optimum->strategy->unit);
    else
        fprintf(out, "Up to %zu %s the time stays within 10 %% of the bound that the latency sets",
                workers_at(analysis, optimum->places[close - 1]), optimum->strategy->unit);
    fprintf(out, "; with %zu it is %s times the bound.", last->configuration.workers,
            ratio_text(last->median / last->bound).text);
}
