/*
 * compare.h - the one way in which the report compares two samples: every sentence, mark and conclusion uses
 * it.
 *
 * A verdict takes two witnesses. The test of Mann and Whitney must separate the samples (chance alone does so
 * less often than 5 times in 100), and the 95 % interval of the ratio of medians must exclude 1. With fewer
 * than four values on either side that test cannot come below 5 % (three against three: 2 ways of 20), so
 * there is no verdict. "Undecided" means that these data cannot tell; it does not mean that the two are
 * equal.
 *
 * Intervals come from resampling (bootstrap; Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
 * chapter 13). Runs of the same cycle follow each other closely and share what disturbs the machine, so whole
 * cycles are drawn, not single runs (resampling of clusters: Davison and Hinkley, "Bootstrap Methods and
 * their Application", 1997, section 3.8). For few cycles plain percentiles are too narrow, so they are moved
 * outwards (expanded percentiles: Hesterberg, "What Teachers Should Know About the Bootstrap", The American
 * Statistician 69, 2015, section 5.4). tests/self/statistics_test.c measures how often such intervals hold
 * the true ratio.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include <stdint.h>

#include "statistics.h"

#define LEAST_COMPARED 4 /* values on each side */

enum verdict { VERDICT_TOO_FEW, VERDICT_UNDECIDED, VERDICT_FASTER, VERDICT_SLOWER };

/* How one sample of times does against another. */
struct comparison {
    enum verdict verdict;
    double ratio; /* how many times as fast: the other's median over the one's; NaN without both */
    struct interval interval; /* of that ratio */
    double p;                 /* of the test; NaN without both */
    size_t count, other_count;
};

/* Compare `one` with `other`. Where both have cycles, these are of the same run. */
struct comparison compare(struct sample one, struct sample other, uint64_t seed);

/*
 * The same for the fastest of many candidates, which the data themselves have chosen. The fastest is partly
 * the luckiest, so its interval must not be that of a candidate named beforehand. In each resampling the
 * choice is made anew: how far is the ratio of the one chosen there from the ratio that the same candidate
 * has in all cycles? The mean of these errors is the bias of choosing and is taken off the ratio; the
 * interval goes as far to either side as 95 % of the rest (symmetric bootstrap interval: Hall, "On Symmetric
 * Bootstrap Confidence Intervals", Journal of the Royal Statistical Society B 50, 1988). *best becomes the
 * place of the fastest; `count` is at least 1.
 */
struct comparison compare_fastest(const struct sample candidates[], size_t count, struct sample other,
                                  uint64_t seed, size_t *best);

/* Place of the sample with the smallest median, the first of equals. `count` is at least 1. */
size_t best_place(const struct sample samples[], size_t count);

/* Places in a list of samples, low <= high. */
struct place_interval {
    size_t low, high;
};

/* 95 % of the resamplings have their best place here. */
struct place_interval best_place_interval(const struct sample samples[], size_t count, uint64_t seed);

#endif
