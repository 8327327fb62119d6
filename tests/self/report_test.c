/*
 * report_test.c - the report's findings on data made up so that each verdict must come out once, and its
 * files.
 */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../report/analysis.h"
#include "../../report/findings.h"
#include "../../report/measurement.h"
#include "../../report/original.h"
#include "../../report/plot_values.h"
#include "../../report/words.h"

#define CYCLES 10

static struct measurements made_up;
static struct analysis analysis;

/* Ten cycles of a configuration: `seconds`, and up to 2 % more. */
static void add_cycles(const char *strategy, size_t workers, double seconds)
{
    for (size_t cycle = 1; cycle <= CYCLES; cycle++) {
        struct measurement row = {.workers = workers, .cycle = cycle, .outcome = "ok"};
        snprintf(row.strategy, sizeof row.strategy, "%s", strategy);
        row.wall_seconds = seconds * (1 + 0.02 * ((cycle * 7) % CYCLES) / CYCLES);
        row.processor_seconds = 0.05;
        row.peak_memory_bytes = 10 << 20;
        measurements_add(&made_up, &row);
    }
}

static void add_failure(const char *strategy, size_t workers, const char *outcome)
{
    struct measurement row = {.workers = workers, .cycle = 1, .wall_seconds = NAN, .processor_seconds = NAN};

    snprintf(row.strategy, sizeof row.strategy, "%s", strategy);
    snprintf(row.outcome, sizeof row.outcome, "%s", outcome);
    measurements_add(&made_up, &row);
}

static void add_threads(double five, double ten, double twenty, double fifty)
{
    add_cycles("threads", 5, five);
    add_cycles("threads", 10, ten);
    add_cycles("threads", 20, twenty);
    add_cycles("threads", 50, fifty);
}

static void analyse_made_up(void)
{
    analysis.images = 200;
    analysis.latency = 0.02;
    analysis.cycles = CYCLES;
    analysis.seed = 1;
    analyse(&analysis, &made_up);
}

static void forget(void)
{
    measurements_free(&made_up);
}

/* What a function writes; it stays until the next call. */
static const char *written(void (*write)(FILE *out, const struct analysis *analysis))
{
    static char text[4096];

    text[0] = 0; /* nothing written leaves nothing */
    FILE *out = fmemopen(text, sizeof text, "w");

    write(out, &analysis);
    fclose(out);
    return text;
}

static void contains(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "'%s' is not in '%s'", part, text);
}

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

START_TEST(more_workers_still_gain)
{
    add_threads(0.8, 0.4, 0.2, 0.1);
    analyse_made_up();
    ck_assert_int_eq(find_workers(&analysis, &analysis.optima[0]), WORKERS_STILL_GAIN);
    ck_assert_str_eq(written(write_workers_headline), "Up to 50 threads, every step brought more");
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

START_TEST(an_outlier_is_flagged_and_stays)
{
    add_cycles("threads", 5, 0.8);
    made_up.rows[3].wall_seconds = 8;
    analyse_made_up();
    ck_assert_uint_eq(analysis.summaries[0].flagged, 1);
    ck_assert_uint_eq(analysis.summaries[0].count, CYCLES);
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

START_TEST(measurements_survive_their_file)
{
    char path[] = "/tmp/fetchlab-report-test-XXXXXX";
    struct measurements again = {0};

    close(mkstemp(path));
    add_cycles("threads", 5, 0.8);
    add_failure("threads", 10, "not done after 22 s");
    ck_assert_int_eq(measurements_save(&made_up, path), 0);
    ck_assert_int_eq(measurements_load(&again, path), 0);
    unlink(path);
    ck_assert_uint_eq(again.count, CYCLES + 1);
    ck_assert_double_eq_tol(again.rows[4].wall_seconds, made_up.rows[4].wall_seconds, 1e-6);
    ck_assert_double_nan(again.rows[CYCLES].wall_seconds);
    ck_assert_str_eq(again.rows[CYCLES].outcome, "not done after 22 s");
    measurements_free(&again);
}
END_TEST

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

START_TEST(words_take_the_place_of_their_names)
{
    struct words words = {.count = 0};
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    words_add(&words, "who", "threads");
    ck_assert_int_eq(words_expand(&words, "{{who}} and {{who}}.", out), 0);
    fclose(out);
    ck_assert_str_eq(text, "threads and threads.");
    out = fmemopen(text, sizeof text, "w");
    ck_assert_int_eq(words_expand(&words, "{{wh}}", out), -1);
    fclose(out);
    words_free(&words);
}
END_TEST

START_TEST(a_text_for_gnuplot_is_escaped)
{
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    plot_text(out, "headline", "it's a_b");
    fclose(out);
    ck_assert_str_eq(text, "headline = 'it''s a\\_b'\n");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {one_configuration_is_the_fastest,
                                  two_configurations_tie,
                                  sequential_wins,
                                  without_sequential_nothing_is_compared,
                                  more_workers_still_gain,
                                  more_workers_gain_little,
                                  more_workers_gain_nothing,
                                  more_workers_lose,
                                  a_ratio_is_different_only_where_its_interval_leaves_one_out,
                                  a_failing_configuration_is_a_row_that_says_so,
                                  an_outlier_is_flagged_and_stays,
                                  the_bound_counts_whole_rounds,
                                  measurements_survive_their_file,
                                  the_original_is_read_whole,
                                  words_take_the_place_of_their_names,
                                  a_text_for_gnuplot_is_escaped};
    Suite *suite = suite_create("report");
    TCase *cases = tcase_create("report");

    suite_add_tcase(suite, cases);
    tcase_add_checked_fixture(cases, NULL, forget);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        tcase_add_test(cases, tests[i]);

    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
