/*
 * burden.c - work for the processor: who parts from whom, on data made up for every answer.
 */
#include "report_tests.h"

#include <math.h>
#include <string.h>

#include "../../../report/findings/burden.h"

#define IMAGES 100

static struct burden burden;

static struct configuration at_work(const char *strategy, size_t times)
{
    struct configuration configuration = configuration_of(strategy_named(strategy), 8);

    configuration.experiment = EXPERIMENT_WORK;
    configuration.work = times;
    return configuration;
}

/* Times with work once and 10 times; each time costs 1 ms an image of processor time. */
static void add(const char *strategy, double once, double ten_times)
{
    struct configuration little = at_work(strategy, 1), much = at_work(strategy, 10);

    add_cycles_of(&little, once, 0.15);
    add_cycles_of(&much, ten_times, 0.15 + 0.9);
}

static void analyse_work(void)
{
    static struct facts facts;

    facts = (struct facts){0};
    facts_set(&facts, "work_images", "%d", IMAGES);
    facts_set(&facts, "latency_ms", "20");
    facts_set(&facts, "cores", "2");
    facts_set(&facts, "seed", "1");
    analyse_burden(&burden, &facts, &made_up);
}

static const char *said(void (*write)(FILE *out, const struct burden *burden))
{
    FILE *out = begin_said();
    write(out, &burden);
    return end_said(out);
}

START_TEST(async_falls_behind)
{
    add("threads", 0.3, 0.6);
    add("processes", 0.3, 0.6);
    add("async", 0.3, 1.2);
    add("hybrid", 0.3, 0.6);
    analyse_work();
    ck_assert_int_eq(find_parting(&burden).verdict, PARTING_SOME);
    contains(said(write_burden_headline), "async falls behind: 2.0 times as long as threads");
    contains(said(write_burden), "threads, processes and hybrid stay together");
    contains(said(write_burden), "from 10 times on, the most that was measured");
    contains(said(write_burden), "Against threads, in C, they do not: they are 1.000 times as fast");
}
END_TEST

START_TEST(nobody_falls_behind)
{
    add("threads", 0.3, 1.0);
    add("async", 0.3, 1.05);
    analyse_work();
    ck_assert_int_eq(find_parting(&burden).verdict, PARTING_NOBODY);
    contains(said(write_burden_headline), "no strategy falls clearly behind");
    contains(said(write_burden), "no strategy is clearly slower than the fastest, threads");
}
END_TEST

START_TEST(threads_and_hybrid_fall_behind)
{
    add("threads", 0.6, 1.2);
    add("processes", 0.3, 0.6);
    add("async", 0.3, 0.6);
    add("hybrid", 0.6, 0.9);
    analyse_work();
    contains(said(write_burden_headline),
             "hybrid and threads fall behind: 1.50 to 2.0 times as long as processes");
    contains(said(write_burden), "That is so from 1 time on, the least that was measured");
    contains(said(write_burden), "they do here: they are 2.0 times as fast");
}
END_TEST

START_TEST(a_busy_machine_allows_no_conclusion)
{
    add("threads", 0.3, 2.0);
    add("async", 0.3, 4.0);
    analyse_work();
    ck_assert_int_eq(find_parting(&burden).verdict, PARTING_DISTURBED);
    contains(said(write_burden_headline), "too busy to tell");
    contains(said(write_burden), "threads, kept only 0.52 cores busy");
}
END_TEST

START_TEST(async_is_the_fastest)
{
    add("threads", 0.3, 1.2);
    add("async", 0.3, 0.6);
    analyse_work();
    contains(said(write_burden_headline), "threads fall behind: 2.0 times as long as async");
    contains(said(write_burden), "more than its one thread can explain");
}
END_TEST

START_TEST(processes_that_are_slower_do_not_pay)
{
    add("threads", 0.3, 0.6);
    add("processes", 0.3, 1.2);
    analyse_work();
    contains(said(write_burden), "they do not: they are only 0.50 times as fast");
}
END_TEST

START_TEST(work_has_a_price_and_a_bound)
{
    add("threads", 0.3, 0.6);
    add("async", 0.3, 1.2);
    analyse_work();
    ck_assert_double_eq_tol(burden.once, 0.001, 1e-9);
    ck_assert_double_eq_tol(burden_bound(&burden, 1, 1), 1.0, 1e-9);
    ck_assert_double_eq_tol(burden_bound(&burden, 1, 2), 0.5, 1e-9);
    /* 13 rounds of 20 ms take longer than the work, once an image */
    ck_assert_double_eq_tol(burden_bound(&burden, 0, 2), 0.26, 1e-9);
    contains(said(write_burden_table), "| *bound, all cores* | 0.260 | 0.500 | 2 |");
}
END_TEST

START_TEST(what_failed_has_no_time)
{
    struct measurement row;
    struct configuration much = at_work("async", 10), little = at_work("async", 1);

    add("threads", 0.3, 0.6);
    add("hybrid", 0.3, 0.6);
    add_cycles_of(&little, 0.3, 0.15);
    row = measurement_of(&much);
    strcpy(row.outcome, "Killed");
    measurements_add(&made_up, &row);
    analyse_work();
    ck_assert_int_eq(find_parting(&burden).verdict, PARTING_NOBODY);
    contains(said(write_burden_table), "| async | 0.303 | *Killed* | – |");
}
END_TEST

START_TEST(no_work_was_measured)
{
    add_cycles("threads", 10, 1);
    analyse_work();
    ck_assert_int_eq(find_parting(&burden).verdict, PARTING_NOT_MEASURED);
    contains(said(write_burden), "was not measured");
    ck_assert_str_eq(said(write_burden_table), "");
}
END_TEST

TCase *burden_tests(void)
{
    TCase *cases = new_case("burden");

    tcase_add_test(cases, async_falls_behind);
    tcase_add_test(cases, nobody_falls_behind);
    tcase_add_test(cases, threads_and_hybrid_fall_behind);
    tcase_add_test(cases, a_busy_machine_allows_no_conclusion);
    tcase_add_test(cases, async_is_the_fastest);
    tcase_add_test(cases, processes_that_are_slower_do_not_pay);
    tcase_add_test(cases, work_has_a_price_and_a_bound);
    tcase_add_test(cases, what_failed_has_no_time);
    tcase_add_test(cases, no_work_was_measured);
    return cases;
}
