/*
 * quality.c - failures, outliers, and when two times differ.
 */
#include "report_tests.h"

#include "../../../report/writing/tables.h"

START_TEST(a_ratio_is_different_only_where_its_interval_leaves_one_out)
{
    ck_assert_int_eq(find_ratio((struct interval){1.01, 2, 0.95}), RATIO_LARGER);
    ck_assert_int_eq(find_ratio((struct interval){0.9, 1.1, 0.95}), RATIO_NO_DIFFERENCE);
    ck_assert_int_eq(find_ratio((struct interval){0.5, 0.9, 0.95}), RATIO_SMALLER);
}
END_TEST

START_TEST(a_failing_configuration_is_a_row_that_says_so)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 5, 0.8);
    add_failure("threads", 10, "Segmentation fault");
    analyse_made_up();
    ck_assert_uint_eq(analysis.count, 3);
    ck_assert_uint_eq(analysis.summaries[2].count, 0);
    contains(written(write_quality), "10 threads failed in 1 of 1 cycles: Segmentation fault.");
}
END_TEST

START_TEST(a_strategy_that_always_fails_is_one_sentence)
{
    add_cycles("sequential", 1, 4);
    add_failure("threads", 5, "Segmentation fault");
    add_failure("threads", 10, "Segmentation fault");
    analyse_made_up();
    contains(written(write_quality), "**threads failed in every cycle: Segmentation fault.** None");
}
END_TEST

START_TEST(an_outlier_is_flagged_and_stays)
{
    add_cycles("threads", 5, 0.8);
    made_up.rows[3].wall_seconds = 8;
    analyse_made_up();
    ck_assert_uint_eq(analysis.summaries[0].flagged, 1);
    ck_assert_uint_eq(analysis.summaries[0].count, CYCLES);
}
END_TEST

/* 0.2 and 0.2004: the ten times of one lie among those of the other. */
START_TEST(neighbours_that_cannot_be_told_apart_have_a_tilde)
{
    add_threads(0.8, 0.4, 0.2, 0.2004);
    analyse_made_up();
    ck_assert(!analysis.summaries[0].has_above);
    ck_assert(analysis.summaries[1].has_above && !analysis.summaries[1].like_above);
    ck_assert(analysis.summaries[3].like_above);
    contains(tabled(write_times_table), "| threads | 10 | 0.404 | 0.404 | 0.401 – 0.406 | ×0.50 |");
    contains(tabled(write_times_table), "| threads | 50 | 0.202 | 0.202 | 0.201 – 0.204 | ~ |");
}
END_TEST

START_TEST(other_strategies_are_no_neighbours)
{
    add_cycles("threads", 50, 0.2);
    add_cycles("async", 50, 0.2);
    analyse_made_up();
    ck_assert(!analysis.summaries[1].has_above);
}
END_TEST

TCase *quality_tests(void)
{
    TCase *cases = new_case("quality");

    tcase_add_test(cases, a_ratio_is_different_only_where_its_interval_leaves_one_out);
    tcase_add_test(cases, a_failing_configuration_is_a_row_that_says_so);
    tcase_add_test(cases, a_strategy_that_always_fails_is_one_sentence);
    tcase_add_test(cases, an_outlier_is_flagged_and_stays);
    tcase_add_test(cases, neighbours_that_cannot_be_told_apart_have_a_tilde);
    tcase_add_test(cases, other_strategies_are_no_neighbours);
    return cases;
}
