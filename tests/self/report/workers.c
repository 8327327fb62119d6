/*
 * workers.c - what more workers bring.
 */
#include "report_tests.h"

START_TEST(more_workers_still_gain)
{
    add_threads(0.8, 0.4, 0.2, 0.1);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_STILL_GAIN);
    ck_assert_str_eq(written(write_workers_headline), "Up to 50 threads, every step brought more");
}
END_TEST

START_TEST(the_most_workers_can_be_the_best_without_every_step_gaining)
{
    add_threads(0.8, 0.2, 0.4, 0.1);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_STILL_GAIN);
    ck_assert_str_eq(written(write_workers_headline),
                     "The most that were measured, 50 threads, are the best");
}
END_TEST

START_TEST(more_workers_gain_little)
{
    add_threads(0.8, 0.4, 0.201, 0.2);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_LITTLE_GAIN);
    ck_assert_str_eq(written(write_workers_headline), "Past 20 threads there is little left to gain");
}
END_TEST

START_TEST(more_workers_gain_nothing)
{
    add_threads(0.2, 0.2, 0.2, 0.2);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_NO_GAIN);
    ck_assert_str_eq(written(write_workers_headline), "More than 5 threads gain next to nothing");
}
END_TEST

START_TEST(more_workers_lose)
{
    add_threads(0.8, 0.4, 0.5, 0.6);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_LOSE);
    ck_assert_str_eq(written(write_workers_headline), "Past 10 threads, more of them cost time");
    contains(written(write_conclusions), "grows by a factor of 1.20");
}
END_TEST

START_TEST(a_program_that_is_idle_is_told)
{
    add_threads(0.8, 0.4, 0.2, 0.15);
    add_cycles("async", 50, 0.2);
    analyse_made_up();
    ck_assert_ptr_null(strstr(written(write_conclusions), "idle"));
    add_cycles("async", 20, 1.5);
    analyse_made_up();
    contains(written(write_conclusions), "**What is idle.** 20 async transfers: 1.51 s on the clock");
}
END_TEST

START_TEST(the_bound_counts_whole_rounds)
{
    ck_assert_double_eq_tol(time_bound(200, 1, 0.02), 4, 1e-12);
    ck_assert_double_eq_tol(time_bound(200, 199, 0.02), 0.04, 1e-12);
    ck_assert_double_eq_tol(time_bound(200, 200, 0.02), 0.02, 1e-12);
    ck_assert_double_eq_tol(time_bound(200, 300, 0.02), 0.02, 1e-12);
}
END_TEST

TCase *workers_tests(void)
{
    TCase *cases = new_case("workers");

    tcase_add_test(cases, more_workers_still_gain);
    tcase_add_test(cases, the_most_workers_can_be_the_best_without_every_step_gaining);
    tcase_add_test(cases, more_workers_gain_little);
    tcase_add_test(cases, more_workers_gain_nothing);
    tcase_add_test(cases, more_workers_lose);
    tcase_add_test(cases, a_program_that_is_idle_is_told);
    tcase_add_test(cases, the_bound_counts_whole_rounds);
    return cases;
}
