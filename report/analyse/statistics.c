/*
 * statistics.c - medians, their intervals, outliers, and the test of Mann and Whitney.
 */
#include "statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WANTED_COVERAGE   0.95
#define OUTLIER_DEVIATION 14.8

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

void sort_values(double values[], size_t count)
{
    qsort(values, count, sizeof values[0], compare_doubles);
}

double median_of_sorted(const double values[], size_t count)
{
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

double mean(struct sample sample)
{
    double sum = 0;

    if (sample.count == 0)
        return NAN;
    for (size_t i = 0; i < sample.count; i++)
        sum += sample.values[i];
    return sum / sample.count;
}

double median(struct sample sample)
{
    if (sample.count == 0)
        return NAN;
    double sorted[sample.count];
    memcpy(sorted, sample.values, sizeof sorted);
    sort_values(sorted, sample.count);
    return median_of_sorted(sorted, sample.count);
}

double order_coverage(size_t count, size_t rank)
{
    double probability = pow(0.5, count); /* P(exactly k of `count` values lie below the median), for k = 0 */
    double below = 0;

    for (size_t k = 0; k < rank; k++) {
        below += probability;
        probability *= (double)(count - k) / (k + 1);
    }
    return 1 - 2 * below;
}

struct interval median_interval(struct sample sample)
{
    if (sample.count == 0)
        return (struct interval){NAN, NAN, NAN};
    double sorted[sample.count];
    memcpy(sorted, sample.values, sizeof sorted);
    sort_values(sorted, sample.count);

    size_t rank = 1;
    while (2 * (rank + 1) <= sample.count && order_coverage(sample.count, rank + 1) >= WANTED_COVERAGE)
        rank++;
    return (struct interval){sorted[rank - 1], sorted[sample.count - rank],
                             fmax(0, order_coverage(sample.count, rank))};
}

double absolute_deviation(struct sample sample)
{
    if (sample.count == 0)
        return NAN;
    double centre = median(sample);
    double deviations[sample.count];
    for (size_t i = 0; i < sample.count; i++)
        deviations[i] = fabs(sample.values[i] - centre);
    return median((struct sample){.values = deviations, .count = sample.count});
}

bool is_outlier(double value, double centre, double deviation)
{
    return fabs(value - centre) > OUTLIER_DEVIATION * deviation;
}

/* A value and the sample it came from. */
struct drawn {
    double value;
    bool from_one;
};

static int compare_drawn(const void *left, const void *right)
{
    return compare_doubles(&((const struct drawn *)left)->value, &((const struct drawn *)right)->value);
}

/* Twice the rank of each value among all, ascending. Equal values share the mean of their ranks, so twice the
 * rank is an integer. Returns the sum over the values of `one`; *ties is the sum of t^3 - t over all groups
 * of t equal values. */
static size_t rank_twice(struct sample one, struct sample other, size_t ranks[], double *ties)
{
    size_t count = one.count + other.count, sum = 0;
    struct drawn all[count];

    for (size_t i = 0; i < count; i++)
        all[i] = i < one.count ? (struct drawn){one.values[i], true}
                               : (struct drawn){other.values[i - one.count], false};
    qsort(all, count, sizeof all[0], compare_drawn);
    *ties = 0;
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && all[end].value <= all[first].value;)
            end++;
        double equal = end - first;
        *ties += equal * equal * equal - equal;
        for (size_t i = first; i < end; i++) {
            ranks[i] = first + 1 + end;
            sum += all[i].from_one ? ranks[i] : 0;
        }
    }
    return sum;
}

/* Of all ways to choose `chosen` ranks, the share whose sum is at most (or at least) `sum`. */
static void shares_of_sums(const size_t ranks[], size_t count, size_t chosen, size_t sum, double *at_most,
                           double *at_least)
{
    size_t sums = count * (count + 1) + 1; /* 0, up to the sum of all ranks */
    double(*ways)[sums] = calloc(chosen + 1, sizeof *ways);
    double all = 0;

    *at_most = *at_least = 0;
    if (!ways)
        abort();
    ways[0][0] = 1;
    for (size_t i = 0; i < count; i++) /* each further rank is either chosen or not */
        for (size_t taken = i + 1 < chosen ? i + 1 : chosen; taken > 0; taken--)
            for (size_t s = sums; s-- > ranks[i];)
                ways[taken][s] += ways[taken - 1][s - ranks[i]];
    for (size_t s = 0; s < sums; s++) {
        all += ways[chosen][s];
        *at_most += s <= sum ? ways[chosen][s] : 0;
        *at_least += s >= sum ? ways[chosen][s] : 0;
    }
    *at_most /= all;
    *at_least /= all;
    free(ways);
}

double mann_whitney(struct sample one, struct sample other)
{
    size_t count = one.count + other.count;

    if (one.count == 0 || other.count == 0)
        return NAN;
    size_t ranks[count];
    double ties, at_most, at_least;
    size_t sum = rank_twice(one, other, ranks, &ties);
    if (one.count <= MOST_EXACT && other.count <= MOST_EXACT) {
        shares_of_sums(ranks, count, one.count, sum, &at_most, &at_least);
        return fmin(1, 2 * fmin(at_most, at_least));
    }
    double pairs = (double)one.count * other.count;
    double variance = pairs / 12 * (count + 1 - ties / (count * (count - 1.0)));
    double distance = fabs(sum / 2.0 - one.count * (count + 1) / 2.0) - 0.5;
    return variance > 0 ? fmin(1, erfc(fmax(0, distance) / sqrt(2 * variance))) : 1;
}

double binomial_at_least(size_t trials, double chance, size_t successes)
{
    double sum = 0;

    for (size_t k = successes; k <= trials; k++)
        sum += exp(lgamma(trials + 1.0) - lgamma(k + 1.0) - lgamma(trials - k + 1.0) + k * log(chance) +
                   (trials - k) * log1p(-chance));
    return fmin(1, sum);
}
