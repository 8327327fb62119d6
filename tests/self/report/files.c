/*
 * files.c - what was measured survives its file.
 */
#include "report_tests.h"

#include <stdlib.h>
#include <unistd.h>

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
    ck_assert_double_eq_tol(again.rows[4].program_seconds, made_up.rows[4].program_seconds, 1e-6);
    ck_assert_double_nan(again.rows[CYCLES].wall_seconds);
    ck_assert_str_eq(again.rows[CYCLES].outcome, "not done after 22 s");
    measurements_free(&again);
}
END_TEST

START_TEST(memories_and_timelines_survive_their_files)
{
    char path[] = "/tmp/fetchlab-report-test-XXXXXX";
    static struct traces traces, traces_again;
    static struct memories memories_again;

    close(mkstemp(path));
    add_memory("threads", 50, 12);
    ck_assert_int_eq(memories_save(&memories, path), 0);
    ck_assert_int_eq(memories_load(&memories_again, path), 0);
    ck_assert_uint_eq(memories_again.count, 1);
    ck_assert_uint_eq(memories_again.rows[0].bytes, 12 << 20);
    add_run(&traces, "sequential", 0.1);
    add_run(&traces, "async", 0.03);
    add_run(&traces, "async", 0.04);
    traces.runs[2].workers = 64; /* the same strategy again, with more */
    ck_assert_int_eq(traces_save(&traces, path), 0);
    ck_assert_int_eq(traces_load(&traces_again, path), 0);
    unlink(path);
    ck_assert_uint_eq(traces_again.count, 3);
    ck_assert_uint_eq(traces_again.runs[2].workers, 64);
    ck_assert_double_eq_tol(trace_end(&traces_again.runs[1]), 0.72, 1e-6);
    ck_assert_uint_eq(traces_again.runs[1].rows[23].image, 24);
}
END_TEST

TCase *file_tests(void)
{
    TCase *cases = new_case("files");

    tcase_add_test(cases, measurements_survive_their_file);
    tcase_add_test(cases, memories_and_timelines_survive_their_files);
    return cases;
}
