/*
 * compare.c - verdicts and intervals, by resampling whole cycles.
 */
#include "compare.h"

#include <math.h>

#include "../system/random.h"

#define RESAMPLES   2000
#define SIGNIFICANT 0.05
#define TAIL        0.025 /* share beyond each end of a 95 % interval */

/* How often each cycle was drawn. */
struct draw {
    size_t times[MAX_CYCLES];
};

/* The cycles that occur in at least one of the samples. */
struct cycles {
    size_t list[MAX_CYCLES];
    size_t count;
};

static struct cycles cycles_of(const struct sample samples[], size_t count)
{
    struct cycles cycles = {.count = 0};
    bool seen[MAX_CYCLES] = {false};

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; samples[i].cycles && k < samples[i].count; k++)
            seen[samples[i].cycles[k]] = true;
    }
    for (size_t cycle = 0; cycle < MAX_CYCLES; cycle++) {
        if (seen[cycle])
            cycles.list[cycles.count++] = cycle;
    }
    return cycles;
}

static struct draw draw_cycles(const struct cycles *cycles, uint64_t *state)
{
    struct draw draw = {{0}};

    for (size_t i = 0; i < cycles->count; i++)
        draw.times[cycles->list[random_below(state, cycles->count)]]++;
    return draw;
}

/* The median of the values whose cycles were drawn. Without cycles, values are drawn one by one. NaN if none
 * was drawn. */
static double drawn_median(struct sample sample, const struct draw *draw, uint64_t *state)
{
    double drawn[sample.count * MAX_CYCLES];
    size_t count = 0;

    for (size_t i = 0; i < sample.count; i++) {
        if (!sample.cycles)
            drawn[count++] = sample.values[random_below(state, sample.count)];
        for (size_t k = 0; sample.cycles && k < draw->times[sample.cycles[i]]; k++)
            drawn[count++] = sample.values[i];
    }
    sort_values(drawn, count);
    return count > 0 ? median_of_sorted(drawn, count) : NAN;
}

/* The quantile of Student's t for a tail of 2.5 %. */
static double student_t(size_t freedom)
{
    static const double table[] = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                                   2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086};
    size_t known = sizeof table / sizeof table[0];

    return freedom <= known ? table[freedom - 1] : 1.960 + 2.5 / freedom;
}

/* The tail to cut off: smaller for few values. */
static double expanded_tail(size_t count)
{
    if (count < 2)
        return TAIL;
    double distance = sqrt(count / (count - 1.0)) * student_t(count - 1);
    return erfc(distance / sqrt(2)) / 2;
}

/* Sort the results and cut off both tails. */
static struct interval cut_tails(double results[], size_t count, double tail)
{
    size_t cut = (size_t)(count * tail);

    sort_values(results, count);
    return (struct interval){results[cut], results[count - 1 - cut], 1 - 2 * TAIL};
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static enum verdict judge(const struct comparison *comparison)
{
    if (smaller(comparison->count, comparison->other_count) < LEAST_COMPARED)
        return VERDICT_TOO_FEW;
    if (!(comparison->p < SIGNIFICANT))
        return VERDICT_UNDECIDED;
    if (comparison->interval.low > 1)
        return VERDICT_FASTER;
    return comparison->interval.high < 1 ? VERDICT_SLOWER : VERDICT_UNDECIDED;
}

size_t best_place(const struct sample samples[], size_t count)
{
    size_t best = 0;

    for (size_t i = 1; i < count; i++) {
        if (median(samples[i]) < median(samples[best]))
            best = i;
    }
    return best;
}

/* The fastest candidate of a resample, with its median there. */
static size_t best_drawn(const struct sample candidates[], size_t count, const struct draw *draw,
                         uint64_t *state, double *smallest)
{
    size_t best = 0;

    *smallest = NAN;
    for (size_t i = 0; i < count; i++) {
        double here = drawn_median(candidates[i], draw, state);
        if (isnan(*smallest) || here < *smallest) {
            *smallest = here;
            best = i;
        }
    }
    return best;
}

/* For each resample: the logarithm of the ratio found, minus that of the ratio which the chosen candidate has
 * over all cycles. Returns the number of results. */
static size_t draw_errors(const struct sample candidates[], size_t count, struct sample other, uint64_t state,
                          double errors[RESAMPLES])
{
    struct sample all[count + 1];
    size_t drawn = 0;

    for (size_t i = 0; i < count; i++)
        all[i] = candidates[i];
    all[count] = other;
    struct cycles cycles = cycles_of(all, count + 1);
    for (size_t i = 0; i < RESAMPLES; i++) {
        struct draw draw = draw_cycles(&cycles, &state);
        double chosen, against = drawn_median(other, &draw, &state);
        size_t best = best_drawn(candidates, count, &draw, &state, &chosen);
        if (!isnan(against / chosen))
            errors[drawn++] = log(against / chosen) - log(median(other) / median(candidates[best]));
    }
    return drawn;
}

/* One candidate: use percentiles. Several: the mean error is the bias of choosing, so subtract it; the
 * remaining errors widen both sides equally. */
static struct interval interval_of(double ratio, double errors[], size_t drawn, bool chosen, double tail)
{
    double bias = mean((struct sample){errors, NULL, drawn});

    if (drawn == 0)
        return (struct interval){NAN, NAN, NAN};
    if (!chosen) {
        struct interval interval = cut_tails(errors, drawn, tail);
        return (struct interval){ratio * exp(interval.low), ratio * exp(interval.high), interval.coverage};
    }
    for (size_t i = 0; i < drawn; i++)
        errors[i] = fabs(errors[i] - bias);
    double distance = cut_tails(errors, drawn, 2 * tail).high;
    return (struct interval){ratio * exp(-bias - distance), ratio * exp(-bias + distance), 1 - 2 * TAIL};
}

struct comparison compare_fastest(const struct sample candidates[], size_t count, struct sample other,
                                  uint64_t seed, size_t *best)
{
    *best = best_place(candidates, count);
    struct sample one = candidates[*best];
    double errors[RESAMPLES];
    struct comparison comparison = {
        .ratio = NAN, .interval = {NAN, NAN, NAN}, .p = NAN, .count = one.count, .other_count = other.count};
    if (one.count == 0 || other.count == 0)
        return comparison;
    comparison.ratio = median(other) / median(one);
    size_t drawn = draw_errors(candidates, count, other, seed, errors), fewest = other.count;
    for (size_t i = 0; i < count; i++)
        fewest = smaller(fewest, candidates[i].count);
    comparison.interval = interval_of(comparison.ratio, errors, drawn, count > 1, expanded_tail(fewest));
    comparison.p = mann_whitney(one, other);
    comparison.verdict = judge(&comparison);
    return comparison;
}

struct comparison compare(struct sample one, struct sample other, uint64_t seed)
{
    size_t only;

    return compare_fastest(&one, 1, other, seed, &only);
}

struct place_interval best_place_interval(const struct sample samples[], size_t count, uint64_t seed)
{
    struct cycles cycles = cycles_of(samples, count);
    double places[RESAMPLES], smallest;

    for (size_t i = 0; i < RESAMPLES; i++) {
        struct draw draw = draw_cycles(&cycles, &seed);
        places[i] = best_drawn(samples, count, &draw, &seed, &smallest);
    }
    struct interval interval = cut_tails(places, RESAMPLES, TAIL);
    return (struct place_interval){(size_t)interval.low, (size_t)interval.high};
}
