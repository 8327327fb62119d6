/*
 * statistics_test.c - check the report's statistics against published or hand-computed values, and compare().
 */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "../../report/analyse/compare.h"
#include "../../report/system/random.h"

#define SAMPLE(array)                                 \
    (struct sample)                                   \
    {                                                 \
        array, NULL, sizeof(array) / sizeof(array)[0] \
    }

/* Hours of sleep gained, the ten differences of Student, "The probable error of a mean", 1908. */
static const double sleep_gained[] = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

/* Survival of seven treated mice in days: Efron and Tibshirani, table 2.1. */
static const double mice[] = {94, 197, 16, 38, 99, 141, 23};

START_TEST(mean_is_the_published_one)
{
    ck_assert_double_eq_tol(mean(SAMPLE(sleep_gained)), 1.58, 1e-12);
}
END_TEST

START_TEST(median_of_an_even_count_lies_between_the_middle_two)
{
    const double four[] = {9, 1, 4, 2};

    ck_assert_double_eq_tol(median(SAMPLE(sleep_gained)), 1.3, 1e-12);
    ck_assert_double_eq_tol(median(SAMPLE(four)), 3, 1e-12);
}
END_TEST

START_TEST(median_of_an_odd_count_is_the_middle_one)
{
    ck_assert_double_eq_tol(median(SAMPLE(mice)), 94, 1e-12);
}
END_TEST

START_TEST(median_leaves_its_values_where_they_are)
{
    double values[] = {3, 1, 2};

    median(SAMPLE(values));
    ck_assert_double_eq(values[0], 3);
    ck_assert_double_eq(values[2], 2);
}
END_TEST

START_TEST(nothing_measured_is_not_a_number)
{
    struct sample nothing = {NULL, NULL, 0};

    ck_assert_double_nan(mean(nothing));
    ck_assert_double_nan(median(nothing));
    ck_assert_double_nan(absolute_deviation(nothing));
    ck_assert_double_nan(median_interval(nothing).low);
    ck_assert_double_nan(compare(SAMPLE(mice), nothing, 1).interval.high);
}
END_TEST

/* Binomial tables with p = 1/2: 1 - 2 * 11/1024, 1 - 2 * 10/512, 1 - 2 * 0.0207, 1 - 2 * 0.0176. */
START_TEST(coverage_is_that_of_the_binomial_tables)
{
    ck_assert_double_eq_tol(order_coverage(10, 2), 0.978516, 1e-6);
    ck_assert_double_eq_tol(order_coverage(9, 2), 0.960938, 1e-6);
    ck_assert_double_eq_tol(order_coverage(20, 6), 0.958611, 1e-6);
    ck_assert_double_eq_tol(order_coverage(15, 4), 0.964844, 1e-6);
    ck_assert_double_eq_tol(order_coverage(5, 1), 0.9375, 1e-12);
}
END_TEST

START_TEST(interval_of_ten_drops_one_value_at_each_end)
{
    struct interval interval = median_interval(SAMPLE(sleep_gained));

    ck_assert_double_eq(interval.low, 0.8);
    ck_assert_double_eq(interval.high, 2.4);
    ck_assert_double_eq_tol(interval.coverage, 0.978516, 1e-6);
}
END_TEST

/* Ranks from the same tables: the narrowest that still cover 95 %. */
START_TEST(interval_takes_the_narrowest_ranks_that_cover_enough)
{
    static const struct {
        size_t count, rank;
    } rows[] = {{6, 1}, {8, 1}, {9, 2}, {11, 2}, {12, 3}, {15, 4}, {20, 6}, {25, 8}};
    const size_t expected_high[] = {6, 8, 8, 10, 10, 12, 15, 18};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double values[25];
        for (size_t k = 0; k < rows[i].count; k++)
            values[k] = k + 1;
        struct interval interval = median_interval((struct sample){values, NULL, rows[i].count});
        ck_assert_double_eq(interval.low, rows[i].rank);
        ck_assert_double_eq(interval.high, expected_high[i]);
        ck_assert_double_ge(interval.coverage, 0.95);
    }
}
END_TEST

START_TEST(interval_of_too_few_is_their_range_and_says_so)
{
    const double five[] = {5, 3, 1, 4, 2}, one[] = {7};
    struct interval range = median_interval(SAMPLE(five));

    ck_assert_double_eq(range.low, 1);
    ck_assert_double_eq(range.high, 5);
    ck_assert_double_eq_tol(range.coverage, 0.9375, 1e-12);
    ck_assert_double_eq(median_interval(SAMPLE(one)).coverage, 0);
}
END_TEST

/* By hand: the distances from 1.3, sorted, are 0 0 0.1 0.1 0.3 | 0.5 0.5 1.1 1.3 3.3. */
START_TEST(absolute_deviation_is_the_median_distance)
{
    ck_assert_double_eq_tol(absolute_deviation(SAMPLE(sleep_gained)), 0.4, 1e-12);
}
END_TEST

START_TEST(an_outlier_is_more_than_14_8_deviations_away)
{
    ck_assert(!is_outlier(1.3 + 14.7 * 0.4, 1.3, 0.4));
    ck_assert(is_outlier(1.3 + 14.9 * 0.4, 1.3, 0.4));
    ck_assert(is_outlier(1.3 - 14.9 * 0.4, 1.3, 0.4));
    ck_assert(!is_outlier(2, 2, 0));
    ck_assert(is_outlier(2.1, 2, 0));
}
END_TEST

/* --- compare() --- */

static const double fast[] = {1.00, 1.01, 1.02, 1.03, 1.04, 1.05},
                    slow[] = {2.00, 2.02, 2.04, 2.06, 2.08, 2.10};
static const size_t cycles[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

START_TEST(what_takes_half_the_time_is_faster_and_the_other_slower)
{
    struct comparison c = compare(SAMPLE(fast), SAMPLE(slow), 1),
                      turned = compare(SAMPLE(slow), SAMPLE(fast), 1);

    ck_assert_int_eq(c.verdict, VERDICT_FASTER);
    ck_assert_double_eq_tol(c.ratio, 2, 1e-12);
    ck_assert(c.interval.low > 1.8 && c.interval.low <= 2 && c.interval.high >= 2 && c.interval.high < 2.2);
    ck_assert_int_eq(turned.verdict, VERDICT_SLOWER);
    ck_assert_double_eq_tol(turned.ratio, 0.5, 1e-12);
    ck_assert(turned.interval.high < 1);
}
END_TEST

START_TEST(fewer_than_four_on_either_side_are_too_few_however_far_apart)
{
    struct sample three = {fast, NULL, 3}, four = {fast, NULL, 4}, far = {slow, NULL, 4};

    ck_assert_int_eq(compare(three, SAMPLE(slow), 1).verdict, VERDICT_TOO_FEW);
    ck_assert_int_eq(compare(SAMPLE(slow), three, 1).verdict, VERDICT_TOO_FEW);
    ck_assert_int_eq(compare(four, far, 1).verdict, VERDICT_FASTER);
    ck_assert_int_eq(compare(four, (struct sample){NULL, NULL, 0}, 1).verdict, VERDICT_TOO_FEW);
}
END_TEST

START_TEST(the_same_times_are_undecided)
{
    struct comparison c = compare(SAMPLE(fast), SAMPLE(fast), 1);

    ck_assert_int_eq(c.verdict, VERDICT_UNDECIDED);
    ck_assert(c.interval.low <= 1 && c.interval.high >= 1);
}
END_TEST

/* The medians differ by half, but the values overlap. */
START_TEST(what_scatters_more_than_it_differs_is_undecided)
{
    const double one[] = {1.0, 3.0, 1.2, 2.6, 1.4, 2.0}, other[] = {1.5, 4.5, 1.1, 2.9, 2.2, 2.6};

    ck_assert_int_eq(compare(SAMPLE(one), SAMPLE(other), 1).verdict, VERDICT_UNDECIDED);
}
END_TEST

/* In every second cycle the machine is disturbed and all programs take twice as long. Resampling whole cycles
 * keeps the ratio; resampling single values does not. */
START_TEST(what_a_cycle_shares_does_not_widen_the_interval)
{
    double one[10], other[10];

    for (size_t i = 0; i < 10; i++) {
        one[i] = (i % 2 ? 2 : 1) * (1 + 0.001 * i);
        other[i] = 1.5 * one[i];
    }
    struct comparison c = compare((struct sample){one, cycles, 10}, (struct sample){other, cycles, 10}, 1);
    struct comparison alone = compare((struct sample){one, NULL, 10}, (struct sample){other, NULL, 10}, 1);
    ck_assert_double_eq_tol(c.interval.low, 1.5, 1e-9);
    ck_assert_double_eq_tol(c.interval.high, 1.5, 1e-9);
    ck_assert(alone.interval.high - alone.interval.low > 0.5);
}
END_TEST

START_TEST(the_same_seed_resamples_the_same)
{
    struct comparison first = compare(SAMPLE(mice), SAMPLE(slow), 5);
    struct comparison again = compare(SAMPLE(mice), SAMPLE(slow), 5);

    ck_assert_double_eq(first.interval.low, again.interval.low);
    ck_assert_double_eq(first.interval.high, again.interval.high);
}
END_TEST

/* --- The fastest of many --- */

static double gauss(uint64_t *state)
{
    double sum = -6;

    for (size_t i = 0; i < 12; i++)
        sum += (random_next(state) >> 11) * 0x1p-53;
    return sum;
}

/* Cycles of a program that takes `seconds`, with disturbances that the whole cycle shares and others. */
static void simulate(double values[], const double shared[], size_t count, double seconds, uint64_t *state)
{
    for (size_t i = 0; i < count; i++)
        values[i] = seconds * exp(0.03 * shared[i] + 0.05 * gauss(state));
}

enum { TRIALS = 120, CANDIDATES = 8, SIMULATED = 10 };

/* How often intervals hold the true ratio, and verdicts call equal programs different. Of 120 trials with a
 * probability of 95 %, fewer than 107 hold it once in 2000 times. */
START_TEST(intervals_hold_the_true_ratio_as_often_as_they_say)
{
    double one[SIMULATED], other[SIMULATED], shared[SIMULATED];
    uint64_t state = 1;
    size_t held = 0, wrong = 0;

    for (size_t trial = 0; trial < TRIALS; trial++) {
        for (size_t i = 0; i < SIMULATED; i++)
            shared[i] = gauss(&state);
        simulate(one, shared, SIMULATED, 1, &state);
        simulate(other, shared, SIMULATED, 1, &state);
        struct comparison c = compare((struct sample){one, cycles, SIMULATED},
                                      (struct sample){other, cycles, SIMULATED}, trial);
        held += c.interval.low <= 1 && c.interval.high >= 1;
        wrong += c.verdict != VERDICT_UNDECIDED;
    }
    ck_assert_uint_ge(held, 107);
    ck_assert_uint_le(wrong, 12);
}
END_TEST

/* Eight equal candidates are ten times as fast: the luckiest looks faster than it is, and its interval must
 * allow for that. It holds the true ratio, and its middle is below the ratio found. */
START_TEST(the_interval_of_the_fastest_allows_for_its_luck)
{
    double values[CANDIDATES][SIMULATED], other[SIMULATED], shared[SIMULATED];
    struct sample candidates[CANDIDATES];
    uint64_t state = 2;
    size_t held = 0, lower = 0, wrong = 0, best;

    for (size_t trial = 0; trial < TRIALS; trial++) {
        for (size_t i = 0; i < SIMULATED; i++)
            shared[i] = gauss(&state);
        for (size_t i = 0; i < CANDIDATES; i++) {
            simulate(values[i], shared, 6, 1, &state);
            candidates[i] = (struct sample){values[i], cycles, 6};
        }
        simulate(other, shared, 6, 10, &state);
        struct sample against = {other, cycles, 6};
        struct comparison c = compare_fastest(candidates, CANDIDATES, against, trial, &best);
        held += c.interval.low <= 10 && c.interval.high >= 10;
        lower += sqrt(c.interval.low * c.interval.high) < c.ratio;
        for (size_t i = 0; i < 6; i++)
            other[i] /= 10;
        wrong += compare_fastest(candidates, CANDIDATES, against, trial, &best).verdict != VERDICT_UNDECIDED;
    }
    ck_assert_uint_ge(held, 107);
    ck_assert_uint_ge(lower, 107);
    ck_assert_uint_le(wrong, 12);
}
END_TEST

START_TEST(best_place_is_the_smallest_median_and_the_first_of_equals)
{
    const double slow[] = {3, 4, 5}, quick[] = {1, 2, 9}, equal[] = {2, 2, 2};
    const struct sample samples[] = {SAMPLE(slow), SAMPLE(quick), SAMPLE(equal)};

    ck_assert_uint_eq(best_place(samples, 3), 1);
}
END_TEST

/*
 * By hand: of {1, 1, 3} a resampled median is 1 with chance 20/27, else 3; so against a constant 2 the last
 * place is best in 74 % of the draws and the middle one in 26 %, while the first, always 9, never is.
 */
START_TEST(best_place_interval_holds_every_place_that_chance_could_prefer)
{
    const double never[] = {9}, sometimes[] = {2}, often[] = {1, 1, 3};
    const struct sample samples[] = {SAMPLE(never), SAMPLE(sometimes), SAMPLE(often)};
    struct place_interval interval = best_place_interval(samples, 3, 1);

    ck_assert_uint_eq(best_place(samples, 3), 2);
    ck_assert_uint_eq(interval.low, 1);
    ck_assert_uint_eq(interval.high, 2);
}
END_TEST

/*
 * Permeability of the chorioamnion at term and at 12 to 26 weeks: Hollander and Wolfe, "Nonparametric
 * Statistical Methods", 1973, page 69 and following; the exact chance to one side is 0.1272.
 */
static const double at_term[] = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
static const double earlier[] = {1.15, 0.88, 0.90, 0.74, 1.21};

START_TEST(mann_whitney_is_the_published_one)
{
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(at_term), SAMPLE(earlier)), 0.2544, 5e-5);
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(earlier), SAMPLE(at_term)), 0.2544, 5e-5);
}
END_TEST

/*
 * The tables of Mann and Whitney, 1947: for 3 and 4 values the chance of U = 0 is 0.028, and 4 and 4 give
 * 0.014. By hand: 1 of 35 and 1 of 70 ways to deal out the ranks.
 */
START_TEST(samples_that_do_not_overlap_have_the_chance_of_one_way)
{
    const double three[] = {1, 2, 3}, four[] = {4, 5, 6, 7}, low[] = {0.1, 0.2, 0.3, 0.4};

    ck_assert_double_eq_tol(mann_whitney(SAMPLE(three), SAMPLE(four)), 2.0 / 35, 1e-12);
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(low), SAMPLE(four)), 2.0 / 70, 1e-12);
}
END_TEST

/* By hand: of {1, 2, 2, 3} the ranks are 1, 2.5, 2.5, 4. Of the six pairs two have a sum of at most 3.5. */
START_TEST(equal_values_share_their_ranks)
{
    const double one[] = {1, 2}, other[] = {2, 3}, same[] = {7, 7, 7};

    ck_assert_double_eq_tol(mann_whitney(SAMPLE(one), SAMPLE(other)), 4.0 / 6, 1e-12);
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(same), SAMPLE(same)), 1, 1e-12);
}
END_TEST

/*
 * 21 values against 21, without overlap but for one pair exchanged: U = 1, 441/2 - 1 - 1/2 from the middle in
 * deviations of sqrt(441 * 43 / 12) = 39.752, which is 5.509; two tails of the normal table: 3.6e-8.
 */
START_TEST(many_values_are_judged_by_the_normal_approximation)
{
    double low[21], high[21], same[21];

    for (size_t i = 0; i < 21; i++) {
        low[i] = i;
        high[i] = 21 + i;
        same[i] = 3;
    }
    low[20] = 21;
    high[0] = 20;
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(low), SAMPLE(high)), 3.6e-8, 0.1e-8);
    ck_assert_double_eq_tol(mann_whitney(SAMPLE(same), SAMPLE(same)), 1, 1e-12);
}
END_TEST

START_TEST(of_nothing_nothing_can_be_said)
{
    const struct sample nothing = {NULL, NULL, 0};

    ck_assert_double_nan(mann_whitney(SAMPLE(mice), nothing));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {mean_is_the_published_one,
                                  median_of_an_even_count_lies_between_the_middle_two,
                                  median_of_an_odd_count_is_the_middle_one,
                                  median_leaves_its_values_where_they_are,
                                  nothing_measured_is_not_a_number,
                                  coverage_is_that_of_the_binomial_tables,
                                  interval_of_ten_drops_one_value_at_each_end,
                                  interval_takes_the_narrowest_ranks_that_cover_enough,
                                  interval_of_too_few_is_their_range_and_says_so,
                                  absolute_deviation_is_the_median_distance,
                                  an_outlier_is_more_than_14_8_deviations_away,
                                  what_takes_half_the_time_is_faster_and_the_other_slower,
                                  fewer_than_four_on_either_side_are_too_few_however_far_apart,
                                  the_same_times_are_undecided,
                                  what_scatters_more_than_it_differs_is_undecided,
                                  what_a_cycle_shares_does_not_widen_the_interval,
                                  intervals_hold_the_true_ratio_as_often_as_they_say,
                                  the_interval_of_the_fastest_allows_for_its_luck,
                                  the_same_seed_resamples_the_same,
                                  best_place_is_the_smallest_median_and_the_first_of_equals,
                                  best_place_interval_holds_every_place_that_chance_could_prefer,
                                  mann_whitney_is_the_published_one,
                                  samples_that_do_not_overlap_have_the_chance_of_one_way,
                                  equal_values_share_their_ranks,
                                  many_values_are_judged_by_the_normal_approximation,
                                  of_nothing_nothing_can_be_said};
    Suite *suite = suite_create("statistics");
    TCase *cases = tcase_create("statistics");

    tcase_set_timeout(cases, 120); /* the machine may be busy */
    suite_add_tcase(suite, cases);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);

    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
