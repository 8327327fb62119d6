/*
 * compare.h - the report's only way to compare two samples: every sentence, mark and conclusion uses it.
 *
 * A verdict needs two agreeing results. The test of Mann and Whitney must separate the samples (chance alone
 * does so less often than 5 times in 100), and the 95 % interval of the ratio of medians must exclude 1. With
 * fewer than four values on either side, that test cannot go below 5 % (three against three: 2 orders of 20),
 * so there is no verdict. "Undecided" means that these data cannot decide; it does not mean that both are
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

/* The result of comparing one sample of times with another. */
struct comparison {
    enum verdict verdict;
    double ratio; /* how many times as fast: the other median divided by this one; NaN if either is missing */
    struct interval interval; /* interval of that ratio */
    double p;                 /* p-value of the test; NaN if either is missing */
    size_t count, other_count;
};

/* Compare `one` with `other`. If both have cycles, these belong to the same run. */
struct comparison compare(struct sample one, struct sample other, uint64_t seed);

/*
 * Compare the fastest of many candidates with `other`. The data choose the fastest, which is partly the
 * luckiest, so its interval must be wider than that of a candidate named beforehand. Each resampling
 * therefore chooses again, and its error is the ratio found there against the ratio of the same candidate
 * over all cycles. The mean of these errors is the bias of choosing and is subtracted from the ratio. The
 * interval extends to each side as far as 95 % of the remaining errors (symmetric bootstrap interval: Hall,
 * "On Symmetric Bootstrap Confidence Intervals", Journal of the Royal Statistical Society B 50, 1988). *best
 * becomes the index of the fastest; `count` is at least 1.
 */
struct comparison compare_fastest(const struct sample candidates[], size_t count, struct sample other,
                                  uint64_t seed, size_t *best);

/* Index of the sample with the smallest median; the first one if several are equal. `count` is at least 1. */
size_t best_place(const struct sample samples[], size_t count);

/* Indexes into a list of samples, low <= high. */
struct place_interval {
    size_t low, high;
};

/* The range that holds the index of the best sample in 95 % of the resamplings. */
struct place_interval best_place_interval(const struct sample samples[], size_t count, uint64_t seed);

#endif
