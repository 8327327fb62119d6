/*
 * statistics.h - the few statistics of the report, each with the source of its formula.
 *
 * Samples are arrays of finite numbers in any order; they are never changed. A count of 0 gives NaN.
 */
#ifndef REPORT_STATISTICS_H
#define REPORT_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sample {
    const double *values;
    size_t count;
};

struct interval {
    double low, high;
    double coverage; /* how often such an interval holds the true value, 0 to 1 */
};

/* Places in a list of samples, low <= high. */
struct place_interval {
    size_t low, high;
};

/* The arithmetic mean. */
double mean(struct sample sample);

/* The middle value; half-way between the two middle ones where the count is even. */
double median(struct sample sample);

/*
 * Coverage of [x(rank), x(count + 1 - rank)] as an interval for the median, x(1) being the smallest value:
 * the chance that a binomial variable (count, 1/2) lies from `rank` to `count` - `rank`. It holds for any
 * continuous distribution. Source: Conover, "Practical Nonparametric Statistics", 3rd edition, section 3.2.
 */
double order_coverage(size_t count, size_t rank);

/*
 * The narrowest interval of that kind that covers at least 95 %, with its real coverage: [x(2), x(9)] of ten
 * values covers 97.9 %. Fewer than six values cannot reach 95 %: then it is their range, and .coverage says
 * how little that covers.
 */
struct interval median_interval(struct sample sample);

/*
 * Median absolute deviation from the median, not scaled. Source: Hampel, "The influence curve and its role in
 * robust estimation", Journal of the American Statistical Association 69 (1974).
 */
double absolute_deviation(struct sample sample);

/*
 * Is |value - centre|, centre being the median, more than 14.8 times the median absolute deviation? That is a
 * modified z-score of about 10, far beyond chance. Source: Iglewicz and Hoaglin, "How to Detect and Handle
 * Outliers", 1993. Where the deviation is 0, every other value is flagged.
 */
bool is_outlier(double value, double centre, double deviation);

/*
 * 95 % interval of median(above) / median(below): both samples are drawn again with replacement, 2000 times.
 * The same seed gives the same interval. Source: the percentile method of Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapter 13.
 */
struct interval ratio_interval(struct sample above, struct sample below, uint64_t seed);

/*
 * Chance that two samples from one distribution lie as far apart as these or farther, to either side; small
 * where the values of one tend to be larger. Exact, from every way to deal out the ranks (equal values share
 * the mean of theirs), up to MOST_EXACT values in each sample; beyond, the normal approximation, corrected
 * for equal values and for continuity. Source: Mann and Whitney, "On a test of whether one of two random
 * variables is stochastically larger than the other", Annals of Mathematical Statistics 18 (1947); Conover,
 * section 5.1.
 */
#define MOST_EXACT 20
double mann_whitney(struct sample one, struct sample other);

/* Can nothing be said of which of the two is larger? So it is where that chance is 5 % or more, or NaN. */
bool cannot_be_told_apart(struct sample one, struct sample other);

/* Place of the sample with the smallest median, the first of equals. `count` is at least 1. */
size_t best_place(const struct sample samples[], size_t count);

/* 95 % interval of best_place(), by the same resampling as ratio_interval(). */
struct place_interval best_place_interval(const struct sample samples[], size_t count, uint64_t seed);

/* The first place whose median is at most (1 + tolerance) times the smallest median. */
size_t first_place_within(const struct sample samples[], size_t count, double tolerance);

#endif
