/*
 * yours.c - a student's programs beside the reference.
 */
#include "report_tests.h"

#include "../../../report/experiments/students.h"

#include <string.h>

static struct yours_finding yours_of(double ten, double twenty)
{
    add_cycles("threads", 10, 0.4);
    add_cycles("threads", 20, 0.2);
    add_cycles("threads-yours", 10, ten);
    add_cycles("threads-yours", 20, twenty);
    analyse_made_up();
    return find_yours(&analysis, strategy_named("threads-yours"));
}

START_TEST(yours_are_like_the_reference)
{
    ck_assert_int_eq(yours_of(0.4, 0.2).verdict, YOURS_NO_DIFFERENCE);
    ck_assert_str_eq(written(write_yours_headline),
                     "Yours: no clear difference from the reference in any of 2 configurations");
}
END_TEST

START_TEST(yours_are_slower)
{
    struct yours_finding finding = yours_of(0.4, 0.3);

    ck_assert_int_eq(finding.verdict, YOURS_SLOWER);
    ck_assert_uint_eq(finding.worst_workers, 20);
    ck_assert_double_eq_tol(finding.worst, 1.5, 1e-9);
    ck_assert_str_eq(written(write_yours_headline),
                     "Yours: slower than the reference in 1 of 2 configurations, faster in 0");
}
END_TEST

START_TEST(yours_are_faster)
{
    ck_assert_int_eq(yours_of(0.4, 0.1).verdict, YOURS_FASTER);
}
END_TEST

START_TEST(yours_are_both)
{
    ck_assert_int_eq(yours_of(0.8, 0.1).verdict, YOURS_MIXED);
}
END_TEST

/* What is written of the student's labs; it stays until the next call. */
static const char *written_of_yours(const struct facts *facts)
{
    FILE *out = begin_said();

    write_yours(out, facts, &analysis);
    return end_said(out);
}

static const char *whose_they_are(const struct facts *facts)
{
    FILE *out = begin_said();

    write_whose(out, facts);
    return end_said(out);
}

static void all_labs_stand(struct facts *facts, const char *standing)
{
    *facts = (struct facts){0};
    facts_set(facts, "yours_sequential", "%s", standing);
    facts_set(facts, "yours_async", "%s", standing);
    facts_set(facts, "yours_hybrid", "%s", standing);
}

START_TEST(labs_that_are_not_begun_are_one_sentence)
{
    struct facts facts;

    yours_of(0.4, 0.2);
    all_labs_stand(&facts, "not begun");
    facts_set(&facts, "yours_threads", "not begun");
    facts_set(&facts, "yours_processes", "not begun");
    contains(written_of_yours(&facts), "No lab is begun yet");
    ck_assert_uint_eq(count_of(written_of_yours(&facts), "."), 1);
}
END_TEST

START_TEST(a_green_lab_is_measured_and_the_others_are_named)
{
    struct facts facts;
    struct configuration list[MAX_CONFIGURATIONS];
    size_t yours = 0;

    yours_of(0.4, 0.3);
    all_labs_stand(&facts, "not begun");
    facts_set(&facts, "yours_threads", "green");
    facts_set(&facts, "yours_processes", "red: 40 of 100 points");
    contains(written_of_yours(&facts),
             "- **Threads.** Slower than the reference at 1 of 2 numbers of workers");
    contains(written_of_yours(&facts),
             "sequential (not begun), processes (red: 40 of 100 points), async (not "
             "begun) and hybrid (not begun).");
    for (size_t i = list_measured(&facts, list); i > 0; i--) {
        if (list[i - 1].strategy->role != ROLE_YOURS)
            continue;
        ck_assert_str_eq(list[i - 1].strategy->name, "threads-yours");
        yours++;
    }
    ck_assert_uint_eq(yours, 6);
}
END_TEST

START_TEST(in_a_handout_green_labs_stand_in_for_the_references)
{
    struct facts facts;
    struct configuration list[MAX_CONFIGURATIONS];

    all_labs_stand(&facts, "not begun");
    facts_set(&facts, "references", "yours");
    facts_set(&facts, "yours_threads", "green");
    facts_set(&facts, "yours_processes", "red: 40 of 100 points");
    for (size_t i = list_measured(&facts, list); i > 0; i--)
        ck_assert_str_eq(list[i - 1].strategy->name, "threads");
    ck_assert_uint_eq(list_measured(&facts, list), 6);
    contains(written_of_yours(&facts), "there is no reference");
    contains(written_of_yours(&facts),
             "sequential (not begun), processes (red: 40 of 100 points), async (not "
             "begun) and hybrid (not begun).");
    contains(whose_they_are(&facts), "what is green; without sequential (not begun), processes (red");
    all_labs_stand(&facts, "green");
    facts_set(&facts, "yours_threads", "green");
    facts_set(&facts, "yours_processes", "green");
    facts_set(&facts, "references", "yours");
    ck_assert_str_eq(whose_they_are(&facts),
                     "Measured are your own programs, as a handout holds no others. ");
}
END_TEST

/* Yours is slower; what else of its ten cycles is changed by the caller. */
static const char *look_of(size_t in_flight, size_t connections, double processor_seconds)
{
    FILE *out = begin_said();

    add_cycles_in_flight("threads", 10, 0.4, 10);
    add_cycles_in_flight("threads-yours", 10, 0.8, in_flight);
    for (size_t i = CYCLES; i < 2 * CYCLES; i++) {
        made_up.rows[i - CYCLES].connections = 10;
        made_up.rows[i].connections = connections;
        made_up.rows[i].processor_seconds = processor_seconds;
    }
    analyse_made_up();
    write_look(out, &analysis, &analysis.summaries[find_summary(&analysis, "threads-yours", 10)],
               &analysis.summaries[find_summary(&analysis, "threads", 10)]);
    return end_said(out);
}

START_TEST(fewer_in_flight_are_looked_at_first)
{
    contains(look_of(5, 200, 0.5), "at most 5 of its requests at once, where the reference had 10");
}
END_TEST

START_TEST(more_connections_are_looked_at)
{
    contains(look_of(10, 200, 0.5), "opened 200 connections, the reference 10");
}
END_TEST

START_TEST(more_processor_time_is_looked_at)
{
    contains(look_of(10, 10, 0.5), "10 times the processor time");
}
END_TEST

START_TEST(otherwise_it_is_what_lies_between)
{
    contains(look_of(10, 10, 0.05), "between two images");
}
END_TEST

TCase *yours_tests(void)
{
    TCase *cases = new_case("yours");

    tcase_add_test(cases, yours_are_like_the_reference);
    tcase_add_test(cases, yours_are_slower);
    tcase_add_test(cases, yours_are_faster);
    tcase_add_test(cases, yours_are_both);
    tcase_add_test(cases, labs_that_are_not_begun_are_one_sentence);
    tcase_add_test(cases, a_green_lab_is_measured_and_the_others_are_named);
    tcase_add_test(cases, in_a_handout_green_labs_stand_in_for_the_references);
    tcase_add_test(cases, fewer_in_flight_are_looked_at_first);
    tcase_add_test(cases, more_connections_are_looked_at);
    tcase_add_test(cases, more_processor_time_is_looked_at);
    tcase_add_test(cases, otherwise_it_is_what_lies_between);
    return cases;
}
