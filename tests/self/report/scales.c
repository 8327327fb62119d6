/*
 * scales.c - how the cost grows, in every way that it can.
 */
#include "report_tests.h"

#include <string.h>

#include "../../../report/findings/scale.h"

static struct course_results results;

/* Ten cycles of a strategy with few workers and with the most, each image at so much processor time. */
static void add_growth(const char *strategy, double few, double most)
{
    size_t first = made_up.count;

    add_cycles(strategy, SCALE_FEW_WORKERS, few);
    add_cycles(strategy, 1000, most);
    for (size_t i = first; i < made_up.count; i++)
        made_up.rows[i].processor_seconds = made_up.rows[i].wall_seconds;
}

static void run_course_of(size_t images)
{
    struct course_result *result = &results.list[results.count++];

    result->course = (struct course){"some", COURSE_SCALE, images, 2048, 0, 1000, CYCLES};
    analyse_course(result, &made_up, &memories, 1);
    forget();
}

static const char *said(void (*write)(FILE *out, const struct course_results *results))
{
    FILE *out = begin_said();

    write(out, &results);
    results.count = 0;
    return end_said(out);
}

START_TEST(growth_is_a_headline)
{
    add_growth("processes", 0.1, 0.5);
    add_growth("async", 0.1, 0.13);
    run_course_of(1000);
    ck_assert_int_eq(find_scale(&results).verdict, SCALE_GROWS);
    contains(said(write_scale_headline), "With 1000 workers instead of 10 an image costs processes");
}
END_TEST

START_TEST(another_may_be_the_one_that_grows)
{
    add_growth("processes", 0.1, 0.11);
    add_growth("async", 0.1, 0.4);
    run_course_of(1000);
    const char *headline = said(write_scale_headline);
    contains(headline, "costs async");
    contains(headline, "processes 1.10 times");
}
END_TEST

START_TEST(no_growth_is_said)
{
    add_growth("processes", 0.1, 0.1);
    add_growth("async", 0.1, 0.09);
    run_course_of(1000);
    ck_assert_int_eq(find_scale(&results).verdict, SCALE_FLAT);
    contains(said(write_scale_headline), "an image costs hardly more than with 10");
}
END_TEST

START_TEST(nothing_measured_is_said)
{
    add_failure("async", 1000, "exit 1");
    run_course_of(1000);
    ck_assert_int_eq(find_scale(&results).verdict, SCALE_NOT_MEASURED);
    contains(said(write_scale_headline), "could not be measured");
}
END_TEST

static void grow_images(double first, double last)
{
    add_growth("async", first, first);
    run_course_of(1000);
    add_growth("async", last, last);
    run_course_of(100000);
}

START_TEST(the_rate_may_stay_grow_or_fall_with_images)
{
    grow_images(0.1, 10);
    contains(said(write_scale), "stays what it is");
    grow_images(0.2, 10);
    contains(said(write_scale), "grows from");
    grow_images(0.1, 20);
    contains(said(write_scale), "falls from");
}
END_TEST

START_TEST(a_worker_more_has_a_price)
{
    add_growth("threads", 0.1, 0.1);
    add_memory("threads", 10, 5);
    add_memory("threads", 1000, 104);
    run_course_of(1000);
    contains(said(write_scale), "A worker more takes 102 KiB with threads.");
}
END_TEST

START_TEST(the_table_has_every_course)
{
    grow_images(0.1, 10);
    const char *table = said(write_scale_table);
    contains(table, "1000: images/s");
    contains(table, "100000: images/s");
    contains(table, "| async | 1000 |");
}
END_TEST

TCase *scale_tests(void)
{
    TCase *cases = new_case("scale");

    tcase_add_test(cases, growth_is_a_headline);
    tcase_add_test(cases, another_may_be_the_one_that_grows);
    tcase_add_test(cases, no_growth_is_said);
    tcase_add_test(cases, nothing_measured_is_said);
    tcase_add_test(cases, the_rate_may_stay_grow_or_fall_with_images);
    tcase_add_test(cases, a_worker_more_has_a_price);
    tcase_add_test(cases, the_table_has_every_course);
    return cases;
}
