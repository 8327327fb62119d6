/*
 * mistake.c - the original: its times, and its processes made again.
 */
#include "report_tests.h"

#include "../../../report/writing/tables.h"

/* Means as a calculator gives them from the twenty timings. */
START_TEST(the_original_is_read_whole)
{
    static struct original original;

    ck_assert_int_eq(original_load(&original, "report/original.csv"), 0);
    ck_assert_uint_eq(original.count, 12);
    ck_assert_double_eq_tol(mean(original_sample(original_row(&original, "sequential", 1))), 26.48, 0.005);
    ck_assert_double_eq_tol(mean(original_sample(original_row(&original, "threads", 5))), 5.11, 0.005);
    ck_assert_ptr_null(original_row(&original, "threads", 7));
}
END_TEST

START_TEST(every_row_of_the_original_is_in_the_table)
{
    add_cycles("threads", 5, 0.8);
    add_cycles("threads-yours", 5, 0.8);
    add_cycles("threads", 7, 0.8);
    add_cycles("processes-mistake", 8, 4);
    analyse_made_up();
    const char *text = tabled(write_times_table);
    ck_assert_uint_eq(count_of(text, "\n| sequential"), 1);
    ck_assert_uint_eq(count_of(text, "\n| threads |"), 6);
    ck_assert_uint_eq(count_of(text, "\n| threads, yours |"), 1);
    ck_assert_uint_eq(count_of(text, "\n| processes"), 4);
    ck_assert_uint_eq(count_of(text, "\n| async"), 1);
    ck_assert_uint_eq(count_of(text, "called in the parent"), 0);
    ck_assert_uint_eq(count_of(text, "| |"), 0); /* an empty cell bears a dash */
    contains(text, "| processes | 8 | – | – | – | – | 24.0 | 19.6 |");
}
END_TEST

START_TEST(the_mistake_explains_flat_times)
{
    add_cycles_in_flight("processes-mistake", 2, 4, 1);
    add_cycles_in_flight("processes-mistake", 8, 4, 1);
    add_cycles("processes", 2, 2);
    add_cycles("processes", 8, 0.5);
    analyse_made_up();
    ck_assert_int_eq(find_flat(&analysis).verdict, FLAT_EXPLAINED);
    contains(written(write_flat), "never has more than 1 request in flight");
    contains(written(write_flat), "the same step makes it 4.0 times as fast");
    contains(tabled(write_mistake_table), "| 8 | 4.04 | 4.04 |");
}
END_TEST

START_TEST(a_mistake_that_gains_explains_nothing)
{
    add_cycles_in_flight("processes-mistake", 2, 4, 1);
    add_cycles_in_flight("processes-mistake", 8, 1, 1);
    analyse_made_up();
    ck_assert_int_eq(find_flat(&analysis).verdict, FLAT_NOT_EXPLAINED);
    contains(written(write_flat), "does not explain");
    contains(written(write_flat_summary), "does not explain");
}
END_TEST

START_TEST(a_mistake_with_two_in_flight_explains_nothing)
{
    add_cycles_in_flight("processes-mistake", 2, 4, 1);
    add_cycles_in_flight("processes-mistake", 8, 4, 2);
    analyse_made_up();
    ck_assert_int_eq(find_flat(&analysis).verdict, FLAT_NOT_EXPLAINED);
}
END_TEST

START_TEST(a_mistake_that_was_not_measured_is_told)
{
    add_failure("processes-mistake", 2, "Segmentation fault");
    add_cycles("sequential", 1, 4);
    analyse_made_up();
    ck_assert_int_eq(find_flat(&analysis).verdict, FLAT_NOT_MEASURED);
    contains(written(write_flat), "could not be measured");
    contains(tabled(write_mistake_table), "| 2 | *failed* | – | – | – | – | – | 20.4 | 19.7 |");
    contains(tabled(write_mistake_table), "| 4 | – | – | – | – | – | – | 18.6 | 18.8 |");
}
END_TEST

TCase *mistake_tests(void)
{
    TCase *cases = new_case("the original");

    tcase_add_test(cases, the_original_is_read_whole);
    tcase_add_test(cases, every_row_of_the_original_is_in_the_table);
    tcase_add_test(cases, the_mistake_explains_flat_times);
    tcase_add_test(cases, a_mistake_that_gains_explains_nothing);
    tcase_add_test(cases, a_mistake_with_two_in_flight_explains_nothing);
    tcase_add_test(cases, a_mistake_that_was_not_measured_is_told);
    return cases;
}
