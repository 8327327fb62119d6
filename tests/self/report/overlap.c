/*
 * overlap.c - timelines: do requests wait together?
 */
#include "report_tests.h"

static const char *overlap_headline(const struct traces *traces)
{
    FILE *out = begin_said();

    write_overlap_headline(out, traces);
    return end_said(out);
}

START_TEST(waiting_together_gains)
{
    static struct traces traces;

    add_run(&traces, "sequential", 0.1);
    add_run(&traces, "async", 0.0251);
    ck_assert_int_eq(find_overlap(&traces).verdict, OVERLAP_GAINS);
    ck_assert_uint_eq(find_overlap(&traces).done_by_then, 6);
    ck_assert_str_eq(overlap_headline(&traces),
                     "Waiting together: the same 24 images in 0.602 s instead of 2.40");
}
END_TEST

START_TEST(waiting_together_gains_nothing)
{
    static struct traces traces;

    add_run(&traces, "sequential", 0.1);
    add_run(&traces, "async", 0.11);
    ck_assert_int_eq(find_overlap(&traces).verdict, OVERLAP_NONE);
    ck_assert_str_eq(overlap_headline(&traces), "Nothing finished before one download at a time");
}
END_TEST

START_TEST(timelines_without_sequential_are_not_compared)
{
    static struct traces traces;

    add_run(&traces, "async", 0.11);
    add_run(&traces, "threads", 0.11);
    ck_assert_int_eq(find_overlap(&traces).verdict, OVERLAP_NOT_COMPARABLE);
}
END_TEST

TCase *overlap_tests(void)
{
    TCase *cases = new_case("overlap");

    tcase_add_test(cases, waiting_together_gains);
    tcase_add_test(cases, waiting_together_gains_nothing);
    tcase_add_test(cases, timelines_without_sequential_are_not_compared);
    return cases;
}
