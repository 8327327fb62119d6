/*
 * statistics.h - the statistics of the report, each with the source of its formula.
 *
 * Samples are arrays of finite numbers in any order. No function changes them. A count of 0 gives NaN.
 */
#ifndef REPORT_STATISTICS_H
#define REPORT_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_CYCLES 101

struct sample {
    const double *values;
    const size_t *cycles; /* the cycle of each value, less than MAX_CYCLES; NULL where there are no cycles */
    size_t count;
};

struct interval {
    double low, high;
    double coverage; /* how often such an interval holds the true value, 0 to 1 */
};

/* The arithmetic mean. */
double mean(struct sample sample);

/* The middle value; the mean of the two middle ones if the count is even. */
double median(struct sample sample);

/*
 * Coverage of [x(rank), x(count + 1 - rank)] as an interval for the median; x(1) is the smallest value. It is
 * the probability that a binomial variable (count, 1/2) lies from `rank` to `count` - `rank`, for any
 * continuous distribution. Source: Conover, "Practical Nonparametric Statistics", 3rd edition, section 3.2.
 */
double order_coverage(size_t count, size_t rank);

/*
 * The narrowest interval of that kind that covers at least 95 %, with its real coverage: [x(2), x(9)] of ten
 * values covers 97.9 %. Fewer than six values cannot reach 95 %: the result is then their range, with its
 * smaller coverage in .coverage.
 */
struct interval median_interval(struct sample sample);

/*
 * Median absolute deviation from the median, not scaled. Source: Hampel, "The influence curve and its role in
 * robust estimation", Journal of the American Statistical Association 69 (1974).
 */
double absolute_deviation(struct sample sample);

/*
 * Whether |value - centre| is more than 14.8 times the median absolute deviation; `centre` is the median.
 * That is a modified z-score of about 10, far beyond chance. Source: Iglewicz and Hoaglin, "How to Detect and
 * Handle Outliers", 1993. Where the deviation is 0, every other value is flagged.
 */
bool is_outlier(double value, double centre, double deviation);

/*
 * Probability that two samples from one distribution lie at least as far apart as these, in either direction.
 * It is small if one sample tends to be larger. Exact, from every way to deal out the ranks (equal values
 * share the mean of theirs), up to MOST_EXACT values in each sample; beyond, the normal approximation,
 * corrected for equal values and for continuity. Source: Mann and Whitney, "On a test of whether one of two
 * random variables is stochastically larger than the other", Annals of Mathematical Statistics 18 (1947);
 * Conover, section 5.1.
 */
#define MOST_EXACT 20
double mann_whitney(struct sample one, struct sample other);

/*
 * Probability of at least so many successes in independent trials, each with this probability (greater than
 * 0, less than 1).
 */
double binomial_at_least(size_t trials, double chance, size_t successes);

/* For functions that sort their own copies. */
void sort_values(double values[], size_t count);
double median_of_sorted(const double values[], size_t count);

#endif
