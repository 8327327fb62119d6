/*
 * files.c - measurements survive in their file, and faults in a file are refused.
 */
#include "report_tests.h"

#include "../../../report/records/facts.h"
#include "../../../report/system/files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/fetchlab-report-test-XXXXXX";

static void make_file(void)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    close(mkstemp(path));
}

START_TEST(measurements_survive_their_file)
{
    struct measurements again = {0};

    make_file();
    add_cycles("threads", 5, 0.8);
    add_failure("threads", 10, "not done after 22 s");
    ck_assert_int_eq(measurements_save(&made_up.measurements, path), 0);
    ck_assert_int_eq(measurements_load(&again, path, CSV_REFUSE), 0);
    unlink(path);
    ck_assert_uint_eq(again.count, CYCLES + 1);
    ck_assert_double_eq_tol(again.rows[4].wall_seconds, made_up.measurements.rows[4].wall_seconds, 1e-6);
    ck_assert_double_eq_tol(again.rows[4].request_p99, 0.025, 1e-6);
    ck_assert_double_nan(again.rows[CYCLES].wall_seconds);
    ck_assert_str_eq(again.rows[CYCLES].outcome, "not done after 22 s");
    measurements_free(&again);
}
END_TEST

START_TEST(memories_and_timelines_survive_their_files)
{
    static struct traces traces, traces_again;
    static struct memories memories_again;

    make_file();
    add_memory("threads", 50, 12);
    ck_assert_int_eq(memories_save(&made_up.memories, path), 0);
    ck_assert_int_eq(memories_load(&memories_again, path), 0);
    ck_assert_uint_eq(memories_again.count, 1);
    ck_assert_uint_eq(memories_again.rows[0].bytes, 12 << 20);
    add_run(&traces, "sequential", 1, 0.1);
    add_run(&traces, "async", 8, 0.03);
    add_run(&traces, "async", 64, 0.04); /* the same strategy with more workers */
    ck_assert_int_eq(traces_save(&traces, path), 0);
    ck_assert_int_eq(traces_load(&traces_again, path), 0);
    unlink(path);
    ck_assert_uint_eq(traces_again.count, 3);
    ck_assert_uint_eq(traces_again.runs[2].workers, 64);
    ck_assert_double_eq_tol(trace_end(&traces_again.runs[1]), 0.72, 1e-6);
    ck_assert_uint_eq(traces_again.runs[1].rows[23].image, 24);
}
END_TEST

/* A source line may hold a comma. */
START_TEST(steps_survive_their_file)
{
    static struct interleaving again;

    make_file();
    add_everything();
    ck_assert_int_eq(interleaving_save(&made_up.interleaving, path), 0);
    ck_assert_int_eq(interleaving_load(&again, path), 0);
    unlink(path);
    ck_assert_uint_eq(again.count, 2);
    ck_assert(again.rows[1].wrong);
    ck_assert_str_eq(again.rows[1].source, "f(a, b);");
    ck_assert_int_eq(interleaving_load(&again, path), 0);
    ck_assert_uint_eq(again.count, 0); /* none in a handout */
}
END_TEST

/* Save rows, change the file with sed, and read it again. Returns what is printed on standard error. */
static int load_changed(const char *change, enum csv_fault fault, struct measurements *again, char said[400])
{
    char command[300];
    FILE *taken;

    make_file();
    ck_assert_int_eq(measurements_save(&made_up.measurements, path), 0);
    snprintf(command, sizeof command, "sed -i '%s' %s", change, path);
    ck_assert_int_eq(system(command), 0);
    int errors = take_errors(&taken);
    int result = measurements_load(again, path, fault);
    end_of_errors(errors, taken, said, 400);
    unlink(path);
    return result;
}

/* One line of a file is wrong, each time in another way. */
static const struct {
    const char *change, *words;
} faults[] = {{"4s/,0[.][0-9]*,/,0,/", "line 4: a time must be more than 0"},
              {"4s/,0[.][0-9]*,/,-0.8,/", "line 4: a time must be more than 0"},
              {"4s/,0[.][0-9]*,/,nan,/", "line 4: a time must be more than 0"},
              {"4s/,0[.][0-9]*,/,inf,/", "line 4: a time must be more than 0"},
              {"4s/threads/magic/", "line 4: unknown strategy"},
              {"4s/workers/questions/", "line 4: unknown experiment"},
              {"4s/,ok//", "line 4: not a measurement"},
              {"1s/strategy/name/", "line 1: unexpected names of columns"},
              {"d", "line 1: the file is empty"}};

START_TEST(a_line_that_is_wrong_is_refused_and_named)
{
    struct measurements again = {0};
    char said[400];

    add_cycles("threads", 5, 0.8);
    ck_assert_int_eq(load_changed(faults[_i].change, CSV_REFUSE, &again, said), -1);
    ck_assert_msg(strstr(said, faults[_i].words), "expected '%s', got '%s'", faults[_i].words, said);
    measurements_free(&again);
}
END_TEST

/* A run that was killed while it wrote: the rows before stay. */
START_TEST(half_a_row_leaves_those_before_it)
{
    struct measurements again = {0};
    char said[400];

    add_cycles("threads", 5, 0.8);
    ck_assert_int_eq(load_changed("$s/0[.].*//", CSV_KEEP, &again, said), 0);
    ck_assert_uint_eq(again.count, CYCLES - 1);
    ck_assert_ptr_nonnull(strstr(said, "the 9 rows before it are kept"));
    measurements_free(&again);
}
END_TEST

START_TEST(facts_without_a_date_are_refused)
{
    struct facts facts = {0}, again;
    char said[400];
    FILE *taken;

    make_file();
    facts_set(&facts, "images", "200");
    facts_set(&facts, "cycles", "10");
    facts_set(&facts, "latency_ms", "0");
    facts_set(&facts, "seed", "0");
    facts_set(&facts, "cores", "2");
    facts_set(&facts, "empty", "%s", "");
    ck_assert_int_eq(facts_save(&facts, path), 0);
    int errors = take_errors(&taken);
    ck_assert_int_eq(facts_load(&again, path), -1);
    end_of_errors(errors, taken, said, sizeof said);
    ck_assert_ptr_nonnull(strstr(said, "'epoch'"));
    facts_set(&facts, "epoch", "1700000000");
    ck_assert_int_eq(facts_save(&facts, path), 0);
    ck_assert_int_eq(facts_load(&again, path), 0);
    ck_assert_str_eq(fact_text(&again, "empty"), "");
    unlink(path);
}
END_TEST

TCase *file_tests(void)
{
    TCase *cases = new_case("files");

    tcase_add_test(cases, measurements_survive_their_file);
    tcase_add_test(cases, memories_and_timelines_survive_their_files);
    tcase_add_test(cases, steps_survive_their_file);
    tcase_add_loop_test(cases, a_line_that_is_wrong_is_refused_and_named, 0,
                        sizeof faults / sizeof faults[0]);
    tcase_add_test(cases, half_a_row_leaves_those_before_it);
    tcase_add_test(cases, facts_without_a_date_are_refused);
    return cases;
}
