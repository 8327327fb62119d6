/*
 * speed.c - who is the fastest, and what of that is said.
 */
#include "report_tests.h"

START_TEST(one_configuration_is_the_fastest)
{
    add_cycles("sequential", 1, 4);
    add_threads(0.8, 0.4, 0.2, 0.1);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_ONE_FASTEST);
    ck_assert_double_eq_tol(find_speed(&analysis).speed_up, 40, 1e-9);
    ck_assert_str_eq(written(write_speed_headline),
                     "50 threads are 40 times as fast as one download at a time");
}
END_TEST

START_TEST(two_configurations_tie)
{
    add_cycles("sequential", 1, 4);
    add_threads(0.8, 0.4, 0.2, 0.2);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_TIE);
    ck_assert_str_eq(written(write_speed_headline),
                     "20 threads and 50 threads: 20 times as fast as one at a time");
}
END_TEST

START_TEST(sequential_wins)
{
    add_cycles("sequential", 1, 0.1);
    add_threads(0.2, 0.2, 0.3, 0.4);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_NOTHING_GAINED);
    ck_assert_str_eq(written(write_speed_headline), "Nothing was faster than one download at a time");
    contains(written(write_conclusions), "One download at a time");
}
END_TEST

START_TEST(without_sequential_nothing_is_compared)
{
    add_failure("sequential", 1, "exit 1");
    add_threads(0.8, 0.4, 0.2, 0.1);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_NOT_COMPARABLE);
    ck_assert_str_eq(written(write_speed_headline), "The fastest: 50 threads");
    ck_assert_str_eq(written(write_cost), "");
}
END_TEST

START_TEST(only_the_reference_can_be_the_fastest)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_cycles("threads-yours", 50, 0.05);
    add_cycles("processes-mistake", 8, 0.01);
    analyse_made_up();
    ck_assert_str_eq(written(write_speed_headline),
                     "50 threads are 40 times as fast as one download at a time");
}
END_TEST

START_TEST(many_that_tie_are_counted)
{
    add_cycles("sequential", 1, 4);
    add_threads(0.1, 0.1, 0.1, 0.1);
    add_cycles("async", 50, 0.1);
    analyse_made_up();
    ck_assert_str_eq(written(write_speed_headline),
                     "5 threads and 4 others: 40 times as fast as one at a time");
}
END_TEST

TCase *speed_tests(void)
{
    TCase *cases = new_case("speed");

    tcase_add_test(cases, one_configuration_is_the_fastest);
    tcase_add_test(cases, two_configurations_tie);
    tcase_add_test(cases, sequential_wins);
    tcase_add_test(cases, without_sequential_nothing_is_compared);
    tcase_add_test(cases, only_the_reference_can_be_the_fastest);
    tcase_add_test(cases, many_that_tie_are_counted);
    return cases;
}
