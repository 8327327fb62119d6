/*
 * findings.c - speed, workers and bound: verdicts and sentences.
 */
#include "findings.h"

#include <math.h>
#include <string.h>

#include "../writing/number_text.h"

#define CLOSE_TO_BOUND 1.10 /* times the bound */
#define MAX_NAMED_TIES 3

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

static size_t workers_at(const struct analysis *analysis, size_t place)
{
    return at(analysis, place)->configuration.workers;
}

/* "are" after "50 threads", "is" after "sequential". */
static const char *are(const struct configuration *configuration)
{
    return configuration->label[0] >= '0' && configuration->label[0] <= '9' ? "are" : "is";
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

struct speed_finding find_speed(const struct analysis *analysis)
{
    struct speed_finding finding = {.verdict = SPEED_NOT_COMPARABLE};
    size_t fastest = analysis->fastest, sequential = analysis->sequential;

    for (size_t i = 0; i < analysis->count; i++) {
        if (at(analysis, i)->count > 0 && has_role(at(analysis, i), ROLE_REFERENCE) &&
            find_ratio(wall_ratio(analysis, i, fastest)) != RATIO_LARGER)
            finding.tied[finding.tied_count++] = i;
    }
    if (sequential == NOWHERE || analysis->count < 2)
        return finding;
    finding.speed_up = at(analysis, sequential)->median / at(analysis, fastest)->median;
    finding.interval = wall_ratio(analysis, sequential, fastest);
    if (find_ratio(finding.interval) != RATIO_LARGER)
        finding.verdict = SPEED_NOTHING_GAINED;
    else
        finding.verdict = finding.tied_count > 1 ? SPEED_TIE : SPEED_ONE_FASTEST;
    return finding;
}

/* "100 threads and 200 threads", or the fastest and how many others. */
static void write_tied(FILE *out, const struct analysis *analysis, const struct speed_finding *finding)
{
    if (finding->tied_count > MAX_NAMED_TIES) {
        fprintf(out, "%s and %zu others", at(analysis, analysis->fastest)->configuration.label,
                finding->tied_count - 1);
        return;
    }
    for (size_t i = 0; i < finding->tied_count; i++) {
        const char *separator = i == 0 ? "" : i + 1 == finding->tied_count ? " and " : ", ";
        fprintf(out, "%s%s", separator, at(analysis, finding->tied[i])->configuration.label);
    }
}

void write_speed_headline(FILE *out, const struct analysis *analysis)
{
    struct speed_finding finding = find_speed(analysis);
    const struct configuration *fastest = &at(analysis, analysis->fastest)->configuration;

    switch (finding.verdict) {
    case SPEED_NOT_COMPARABLE:
        fprintf(out, "The fastest: %s", fastest->label);
        break;
    case SPEED_NOTHING_GAINED:
        fprintf(out, "Nothing was faster than one download at a time");
        break;
    case SPEED_ONE_FASTEST:
        fprintf(out, "%s %s %s times as fast as one download at a time", fastest->label, are(fastest),
                ratio_text(finding.speed_up).text);
        break;
    case SPEED_TIE:
        write_tied(out, analysis, &finding);
        fprintf(out, ": %s times as fast as one at a time", ratio_text(finding.speed_up).text);
        break;
    }
}

void write_speed(FILE *out, const struct analysis *analysis)
{
    struct speed_finding finding = find_speed(analysis);
    const struct summary *fastest = at(analysis, analysis->fastest);
    const char *label = fastest->configuration.label;

    switch (finding.verdict) {
    case SPEED_NOT_COMPARABLE:
        fprintf(out,
                "The fastest of what could be measured %s %s with %s s; there is nothing to compare it with.",
                are(&fastest->configuration), label, seconds_text(fastest->median).text);
        return;
    case SPEED_NOTHING_GAINED:
        fprintf(out, "Nothing was clearly faster than one download at a time (%s s).",
                seconds_text(at(analysis, analysis->sequential)->median).text);
        return;
    case SPEED_ONE_FASTEST:
        fprintf(out, "The fastest %s %s:", are(&fastest->configuration), label);
        break;
    case SPEED_TIE:
        write_tied(out, analysis, &finding);
        fprintf(out, " cannot be told apart and are the fastest; the smallest median has %s:", label);
        break;
    }
    fprintf(out,
            " %s s for %zu images, where one download at a time takes %s s. That is %s times as fast"
            " (95 %% interval %s).",
            seconds_text(fastest->median).text, analysis->images,
            seconds_text(at(analysis, analysis->sequential)->median).text, ratio_text(finding.speed_up).text,
            ratio_interval_text(finding.interval).text);
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
    return analysis->optimum_count > 0 ? &analysis->optima[0] : NULL;
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
