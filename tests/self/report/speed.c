/*
 * speed.c - who is the fastest, and what of that is said.
 */
#include "report_tests.h"

#include <string.h>

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

START_TEST(without_sequential_the_others_are_compared)
{
    add_failure("sequential", 1, "exit 1");
    add_threads(0.8, 0.4, 0.2, 0.1);
    add_cycles("async", 50, 0.3);
    add_cycles("async", 100, 0.2);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_WITHOUT_SEQUENTIAL);
    ck_assert_str_eq(written(write_speed_headline), "The fastest: 50 threads");
    contains(written(write_speed), "The fastest are 50 threads: 0.101 s for 200 images.");
    contains(written(write_speed), "the others take so many times as long: async 2.0 (95 % interval ");
    contains(written(write_speed), "One download at a time has no time here");
    ck_assert_str_eq(written(write_cost), "");
}
END_TEST

START_TEST(without_sequential_a_tie_is_one)
{
    add_threads(0.8, 0.4, 0.2, 0.2);
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_WITHOUT_SEQUENTIAL);
    ck_assert_str_eq(written(write_speed_headline), "The fastest: 20 threads and 50 threads");
    contains(written(write_speed), "20 threads and 50 threads cannot be told apart");
    ck_assert_ptr_null(strstr(written(write_speed), "the others take"));
}
END_TEST

/* As in a handout whose first lab alone is green; the original's mistake is measured with it. */
START_TEST(sequential_alone_is_compared_with_nothing)
{
    add_cycles("sequential", 1, 4);
    add_cycles("processes-mistake", 2, 4);
    add_cycles("processes-mistake", 8, 4);
    add_failure("threads", 50, "exit 1");
    analyse_made_up();
    ck_assert_int_eq(find_speed(&analysis).verdict, SPEED_ALONE);
    contains(written(write_speed_headline), "nothing yet to compare it with");
    contains(written(write_speed), "for 200 images, of which 4.00 s are waiting");
    contains(written(write_conclusions), "Nothing can be said yet");
    ck_assert_str_eq(written(write_cost), "");
    ck_assert(!has_choice_of_workers(&analysis));
    contains(written(write_workers_headline), "Too little was measured");
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
    tcase_add_test(cases, without_sequential_the_others_are_compared);
    tcase_add_test(cases, without_sequential_a_tie_is_one);
    tcase_add_test(cases, sequential_alone_is_compared_with_nothing);
    tcase_add_test(cases, only_the_reference_can_be_the_fastest);
    tcase_add_test(cases, many_that_tie_are_counted);
    return cases;
}
