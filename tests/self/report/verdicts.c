/*
 * verdicts.c - each kind of claim that the document can make, on data that do or do not support it.
 */
#include "report_tests.h"

#include "../../../report/analyse/order.h"

#include <stdlib.h>
#include <string.h>

/* Medians 1.0 and 1.5, with so much scatter that the values overlap. */
static const double scattered[] = {1.0, 3.0, 1.2, 2.6, 1.4, 2.0, 0.8, 2.4, 1.1, 1.9};
static const double scattered_too[] = {1.5, 4.5, 1.1, 2.9, 2.2, 2.6, 1.3, 1.2, 2.0, 1.7};

START_TEST(the_fastest_is_compared_with_one_download_at_a_time)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 5, 0.8);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "speed.c.faster"));
    ck_assert_str_eq(text_at(facts, "speed.fastest"), "5 threads");
    cJSON_Delete(facts);
}
END_TEST

START_TEST(nothing_is_faster_where_the_times_are_the_same)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 5, 4);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "speed.c.undecided"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(one_download_at_a_time_can_be_alone)
{
    add_cycles("sequential", 1, 4);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "speed.alone"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(two_cycles_are_too_few_for_any_verdict)
{
    struct measurement one = row_of("sequential", 1), other = row_of("threads", 5);

    add_cycles_of(&one, 2, 4);
    add_cycles_of(&other, 2, 0.8);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "speed.c.few"));
    ck_assert(is_set(facts, "times.1.speed.few"));
    ck_assert(is_set(facts, "order.drift.few"));
    cJSON_Delete(facts);
}
END_TEST

/* The ratio of the best configuration is not that of all configurations tied with it. */
START_TEST(those_that_cannot_be_told_from_the_fastest_have_factors_of_their_own)
{
    add_cycles("sequential", 1, 8);
    add_times("threads", 5, scattered, 10);
    add_times("threads", 10, scattered_too, 10);
    cJSON *facts = made_up_facts();
    ck_assert_str_eq(text_at(facts, "speed.tied_count"), "1");
    ck_assert_str_eq(text_at(facts, "speed.fastest"), "5 threads");
    ck_assert_str_ne(text_at(facts, "speed.tied_most"), text_at(facts, "speed.c.ratio"));
    cJSON_Delete(facts);
}
END_TEST

/* A program that needs more memory and is slightly, but clearly, faster. */
START_TEST(a_small_difference_that_is_shown_is_a_difference)
{
    add_cycles("async", 5, 0.90);
    add_cycles("async", 50, 0.105);
    add_cycles("hybrid", 5, 0.90);
    add_cycles("hybrid", 50, 0.100);
    add_memory("async", 50, 2);
    add_memory("hybrid", 50, 4);
    cJSON *facts = made_up_facts();
    ck_assert_str_eq(text_at(facts, "cost.cheapest"), "async");
    ck_assert(is_set(facts, "cost.any_faster"));
    ck_assert_str_eq(text_at(facts, "cost.faster.0.title"), "hybrid");
    ck_assert(!is_set(facts, "cost.any_undecided"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(what_scatters_is_undecided_and_not_the_same)
{
    add_times("async", 50, scattered, 10);
    add_times("hybrid", 50, scattered_too, 10);
    add_cycles("async", 5, 9);
    add_cycles("hybrid", 5, 9);
    add_memory("async", 50, 4);
    add_memory("hybrid", 50, 2);
    cJSON *facts = made_up_facts();
    ck_assert(!is_set(facts, "cost.any_faster"));
    ck_assert(is_set(facts, "cost.any_undecided"));
    cJSON_Delete(facts);
}
END_TEST

static void add_work(const char *strategy, const double seconds[], size_t cores)
{
    for (size_t cycle = 1; cycle <= 10; cycle++) {
        struct measurement row = row_of(strategy, 8);
        snprintf(row.experiment, sizeof row.experiment, "work");
        row.work = 64;
        row.cores = cores;
        row.cycle = cycle;
        row.wall_seconds = row.program_seconds = seconds[cycle - 1];
        row.user_seconds = cores ? 2 : 3;
        measurements_add(&made_up.measurements, &row);
    }
}

/* No evidence that processes pay is not evidence that they do not. */
START_TEST(processes_against_threads_can_be_undecided)
{
    add_cycles("threads", 5, 0.8);
    add_work("threads", scattered, 0);
    add_work("processes", scattered_too, 0);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "work.processes.undecided"));
    ck_assert(!is_set(facts, "work.processes.slower"));
    ck_assert(!is_set(facts, "work.all.any_slower"));
    cJSON_Delete(facts);
}
END_TEST

/* Two busy cores slow each other down, so the cost of the work is measured on one. */
START_TEST(the_bound_of_the_work_comes_from_one_core)
{
    add_cycles("threads", 5, 0.8);
    add_work("threads", scattered, 0);
    add_work("threads", scattered_too, 1);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "work.has_bound"));
    ck_assert_double_eq_tol(atof(text_at(facts, "work.once_ms")), 1000 * 2.02 / 64 / 24, 0.01);
    cJSON_Delete(facts);
}
END_TEST

START_TEST(a_step_that_is_undecided_makes_no_conclusion)
{
    add_times("threads", 5, scattered, 10);
    add_times("threads", 10, scattered_too, 10);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "times.1.step.undecided"));
    ck_assert(!is_set(facts, "optima.0.has_steps"));
    ck_assert(!is_set(facts, "optima.0.has_slower_steps"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(steps_count_as_long_as_each_is_faster)
{
    add_cycles("threads", 5, 0.8);
    add_cycles("threads", 10, 0.4);
    add_cycles("threads", 20, 0.4);
    add_cycles("threads", 50, 0.6);
    cJSON *facts = made_up_facts();
    ck_assert_str_eq(text_at(facts, "optima.0.until"), "10");
    ck_assert(!is_set(facts, "optima.0.all_steps"));
    ck_assert_str_eq(text_at(facts, "optima.0.slower_steps.0.to"), "50");
    cJSON_Delete(facts);
}
END_TEST

/* 20 and 50 are clearly slower than 10, and 100 is not. */
START_TEST(harm_is_looked_for_at_every_larger_number)
{
    add_cycles("threads", 10, 0.4);
    add_cycles("threads", 20, 0.6);
    add_cycles("threads", 50, 0.5);
    add_cycles("threads", 100, 0.4);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "workers.top.has_slower"));
    ck_assert_int_eq(cJSON_GetArraySize(at(facts, "workers.top.slower")), 2);
    cJSON_Delete(facts);
}
END_TEST

/* Waiting takes 0.4 s of 0.7 s: shares are those of the whole program. */
START_TEST(waiting_is_a_share_of_the_whole_program)
{
    add_cycles("threads", 10, 0.68);
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "conclusions.fastest.mostly_waits"));
    ck_assert_str_eq(text_at(facts, "conclusions.fastest.waiting_share"), "57");
    cJSON_Delete(facts);
}
END_TEST

/* A comparison needs equal programs: one with fewer requests in flight is marked. */
START_TEST(fewer_requests_in_flight_are_marked)
{
    add_everything();
    for (size_t i = 0; i < made_up.courses.list[0].measurements.count; i++) {
        struct measurement *row = &made_up.courses.list[0].measurements.rows[i];
        row->peak_in_flight = strcmp(row->strategy, "epoll") == 0 ? 1 : 100;
    }
    cJSON *facts = made_up_facts();
    ck_assert(!is_set(facts, "races.list.0.rows.0.fewer"));
    ck_assert(is_set(facts, "races.list.0.rows.2.fewer"));
    ck_assert(is_set(facts, "races.list.0.rows.2.async.faster"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(everything_has_its_verdict)
{
    add_everything();
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "reuse.cases.1.all_faster"));
    ck_assert(!is_set(facts, "reuse.cases.0.some_faster"));
    ck_assert(is_set(facts, "reuse.changes.connections.faster"));
    ck_assert(is_set(facts, "reuse.changes.strategy.undecided"));
    ck_assert(is_set(facts, "mistake.gain.undecided"));
    ck_assert(is_set(facts, "mistake.right.faster"));
    ck_assert(is_set(facts, "yours.rows.0.c.slower"));
    ck_assert(is_set(facts, "yours.rows.0.look_between"));
    ck_assert(is_set(facts, "quality.any_failed"));
    ck_assert(is_set(facts, "waterfall.shorter"));
    ck_assert(is_set(facts, "scale.growth.0.c.undecided"));
    ck_assert(is_set(facts, "cache.cut_short"));
    ck_assert(is_set(facts, "cache.as_original"));
    cJSON_Delete(facts);
}
END_TEST

/* Facts about the original: six of its twelve first cycles are the slowest, and one run of 49 s dominates a
 * mean. */
START_TEST(the_original_is_read_as_it_is)
{
    add_cycles("sequential", 1, 4);
    cJSON *facts = made_up_facts();
    ck_assert_str_eq(text_at(facts, "original.first_slowest"), "6");
    ck_assert_str_eq(text_at(facts, "original.first_expected"), "1.2");
    ck_assert(is_set(facts, "original.warm_up"));
    ck_assert_str_eq(text_at(facts, "original.slow_label"), "8 processes");
    ck_assert_str_eq(text_at(facts, "original.slow_longest"), "49.3");
    ck_assert(is_set(facts, "original.processes_against.faster"));
    cJSON_Delete(facts);
}
END_TEST

/* By chance, a configuration's first cycle is the slowest once in its own number of cycles. */
START_TEST(slow_first_cycles_are_expected_by_the_cycles_that_there_are)
{
    struct measurement few = row_of("processes", 2);

    add_cycles("threads", 5, 0.8);
    add_cycles_of(&few, 4, 0.8);
    made_up_facts();
    struct first_cycles first = count_first_cycles(&made_up.workers);
    ck_assert_double_eq_tol(first.expected, 0.1 + 0.25, 1e-12);
    ck_assert_uint_eq(first.eligible, 2);
}
END_TEST

/* Runs in order, 20 % faster in the middle: the stretch that deviates most is below 1. */
START_TEST(a_stretch_can_be_off_in_both_directions)
{
    static struct ordered list[60];
    struct summary summary = {.count = 1};

    for (size_t i = 0; i < 60; i++)
        list[i] = (struct ordered){&summary, i + 1, 1 + i / 6, i >= 20 && i < 40 ? 0.8 : 1.02, false};
    struct stretch farthest = farthest_stretch(list, 60);
    ck_assert_double_eq_tol(farthest.relative, 0.8, 1e-12);
    ck_assert_int_eq(compare_thirds(list, 60, 1).verdict, VERDICT_UNDECIDED);
    for (size_t i = 40; i < 60; i++)
        list[i].relative = 1.2 + 0.001 * i;
    ck_assert_int_eq(compare_thirds(list, 60, 1).verdict, VERDICT_SLOWER);
}
END_TEST

START_TEST(a_busy_machine_is_told)
{
    add_cycles("sequential", 1, 4);
    facts_set(&made_up.facts, "load", "22");
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "run.busy"));
    cJSON_Delete(facts);
}
END_TEST

START_TEST(a_program_that_changed_since_the_last_report_is_told)
{
    add_cycles("threads", 5, 0.8);
    add_cycles("threads-yours", 5, 0.8);
    made_up.has_previous = true;
    for (size_t i = 0; i < made_up.measurements.count; i++) {
        struct measurement row = made_up.measurements.rows[i];
        row.wall_seconds *= 2;
        measurements_add(&made_up.previous_measurements, &row);
    }
    facts_set(&made_up.previous_facts, "images", "200");
    facts_set(&made_up.previous_facts, "date", "yesterday");
    cJSON *facts = made_up_facts();
    ck_assert(is_set(facts, "since.any"));
    ck_assert_int_eq(cJSON_GetArraySize(at(facts, "since.rows")), 1); /* only the student's */
    ck_assert(is_set(facts, "since.rows.0.c.faster"));
    measurements_free(&made_up.previous_measurements);
    cJSON_Delete(facts);
}
END_TEST

TCase *verdict_tests(void)
{
    TCase *cases = new_case("verdicts");
    const TTest *const tests[] = {the_fastest_is_compared_with_one_download_at_a_time,
                                  nothing_is_faster_where_the_times_are_the_same,
                                  one_download_at_a_time_can_be_alone,
                                  two_cycles_are_too_few_for_any_verdict,
                                  those_that_cannot_be_told_from_the_fastest_have_factors_of_their_own,
                                  a_small_difference_that_is_shown_is_a_difference,
                                  what_scatters_is_undecided_and_not_the_same,
                                  processes_against_threads_can_be_undecided,
                                  the_bound_of_the_work_comes_from_one_core,
                                  a_step_that_is_undecided_makes_no_conclusion,
                                  steps_count_as_long_as_each_is_faster,
                                  harm_is_looked_for_at_every_larger_number,
                                  waiting_is_a_share_of_the_whole_program,
                                  fewer_requests_in_flight_are_marked,
                                  everything_has_its_verdict,
                                  the_original_is_read_as_it_is,
                                  slow_first_cycles_are_expected_by_the_cycles_that_there_are,
                                  a_stretch_can_be_off_in_both_directions,
                                  a_busy_machine_is_told,
                                  a_program_that_changed_since_the_last_report_is_told};

    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);
    return cases;
}
