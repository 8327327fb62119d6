/*
 * report_test.c - the report's findings on data made up so that each verdict must come out once, and its
 * files.
 */
#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../report/analysis.h"
#include "../../report/findings.h"
#include "../../report/measurement.h"
#include "../../report/number_text.h"
#include "../../report/original.h"
#include "../../report/plot_values.h"
#include "../../report/program.h"
#include "../../report/students.h"
#include "../../report/tables.h"
#include "../../report/transcript.h"
#include "../../report/words.h"

#define CYCLES 10

static struct measurements made_up;
static struct memories memories;
static struct analysis analysis;

/* Ten cycles of a configuration: `seconds`, and up to 2 % more, with up to `in_flight` requests at once. */
static void add_cycles_in_flight(const char *strategy, size_t workers, double seconds, size_t in_flight)
{
    for (size_t cycle = 1; cycle <= CYCLES; cycle++) {
        struct measurement row = {.workers = workers, .cycle = cycle, .outcome = "ok"};
        snprintf(row.strategy, sizeof row.strategy, "%s", strategy);
        row.wall_seconds = seconds * (1 + 0.02 * ((cycle * 7) % CYCLES) / CYCLES);
        row.processor_seconds = 0.05;
        row.peak_in_flight = in_flight;
        measurements_add(&made_up, &row);
    }
}

static void add_cycles(const char *strategy, size_t workers, double seconds)
{
    add_cycles_in_flight(strategy, workers, seconds, workers);
}

static void add_memory(const char *strategy, size_t workers, size_t mebibytes)
{
    struct memory *row = &memories.rows[memories.count++];

    *row = (struct memory){.workers = workers, .processes = 1, .bytes = mebibytes << 20, .outcome = "ok"};
    snprintf(row->strategy, sizeof row->strategy, "%s", strategy);
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
    analyse(&analysis, &made_up, &memories);
}

static void forget(void)
{
    measurements_free(&made_up);
    memories.count = 0;
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

START_TEST(a_strategy_that_always_fails_is_one_sentence)
{
    add_cycles("sequential", 1, 4);
    add_failure("threads", 5, "Segmentation fault");
    add_failure("threads", 10, "Segmentation fault");
    analyse_made_up();
    contains(written(write_quality), "**threads failed in every cycle: Segmentation fault.** None");
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
    words_free(&words);
}
END_TEST

/* What is said on standard error goes to `text` from now on; returns what to give to end_of_errors(). */
static int take_errors(FILE **taken)
{
    int errors = dup(STDERR_FILENO);

    *taken = tmpfile();
    dup2(fileno(*taken), STDERR_FILENO);
    return errors;
}

static void end_of_errors(int errors, FILE *taken, char text[], size_t size)
{
    dup2(errors, STDERR_FILENO);
    close(errors);
    rewind(taken);
    text[fread(text, 1, size - 1, taken)] = '\0';
    fclose(taken);
}

START_TEST(an_unknown_word_is_named)
{
    struct words words = {.count = 0};
    char text[64] = "", said[200];
    FILE *out = fmemopen(text, sizeof text, "w"), *taken;

    words_add(&words, "who", "threads");
    int errors = take_errors(&taken);
    ck_assert_int_eq(words_expand(&words, "{{wh}}", out), -1);
    end_of_errors(errors, taken, said, sizeof said);
    contains(said, "unknown placeholder {{wh}}");
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

/* What a table says. */
static const char *tabled(void (*write)(FILE *out, const struct analysis *analysis,
                                        const struct original *original))
{
    static char text[8192];
    static struct original original;
    FILE *out = fmemopen(text, sizeof text, "w");

    ck_assert_int_eq(original_load(&original, "report/original.csv"), 0);
    write(out, &analysis, &original);
    fclose(out);
    return text;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

START_TEST(only_the_reference_can_be_the_fastest)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_cycles("threads-yours", 50, 0.05);
    add_cycles("processes-mistake", 8, 0.01);
    analyse_made_up();
    ck_assert_str_eq(written(write_speed_headline),
                     "50 threads are 40 times as fast as one download at a time");
}
END_TEST

START_TEST(many_that_tie_are_counted)
{
    add_cycles("sequential", 1, 4);
    add_threads(0.1, 0.1, 0.1, 0.1);
    add_cycles("async", 50, 0.1);
    analyse_made_up();
    ck_assert_str_eq(written(write_speed_headline),
                     "5 threads and 4 others: 40 times as fast as one at a time");
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
    contains(text, "| processes | 8 | – | – | – | 24.0 | 19.6 |");
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
}
END_TEST

static enum ratio_verdict connections_of(double fresh, double kept)
{
    struct interval interval;

    add_cycles("sequential-fresh", 1, fresh);
    add_cycles("sequential", 1, kept);
    analyse_made_up();
    return find_connections(&analysis, &interval);
}

START_TEST(fresh_connections_cost_time)
{
    ck_assert_int_eq(connections_of(4.4, 4), RATIO_LARGER);
    contains(written(write_connections), "takes 1.10 times as long with a new connection");
    contains(written(write_connections), "2.0");
}
END_TEST

START_TEST(fresh_connections_make_no_difference)
{
    ck_assert_int_eq(connections_of(4, 4), RATIO_NO_DIFFERENCE);
    contains(written(write_connections), "no clearly different time: 1.000 times as long");
}
END_TEST

START_TEST(fresh_connections_save_time)
{
    ck_assert_int_eq(connections_of(2, 4), RATIO_SMALLER);
    contains(written(write_connections), "takes only 0.50 times as long");
}
END_TEST

START_TEST(fresh_connections_that_failed_are_not_compared)
{
    add_cycles("sequential", 1, 4);
    add_failure("sequential-fresh", 1, "exit 1");
    analyse_made_up();
    contains(written(write_connections), "could not be measured");
}
END_TEST

START_TEST(memory_is_compared_at_the_workers_of_the_fastest)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_cycles("async", 50, 0.12);
    add_cycles("async", 200, 0.12);
    add_memory("sequential", 1, 4);
    add_memory("threads", 50, 12);
    add_memory("async", 50, 6);
    add_memory("async", 200, 2);
    analyse_made_up();
    ck_assert_str_eq(written(write_memory),
                     "To keep 50 requests in flight, async takes the least memory, 6.0 MiB,"
                     " and threads the most, 12.0 MiB: 2.0 times as much.");
    contains(written(write_cost), "and 3.0 times the memory.");
}
END_TEST

START_TEST(memory_that_is_unknown_is_a_dash)
{
    add_cycles("sequential", 1, 4);
    add_cycles("threads", 50, 0.1);
    add_memory("threads", 50, 0);
    analyse_made_up();
    ck_assert_str_eq(written(write_memory), "");
    contains(written(write_cost_table), "| threads | 50 | 0.050 | 0.25 | – |");
    ck_assert_ptr_null(strstr(written(write_cost), "memory"));
}
END_TEST

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
    static char text[4096];
    FILE *out = fmemopen(text, sizeof text, "w");

    write_yours(out, facts, &analysis);
    fclose(out);
    return text;
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

static void write_script(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    chmod(path, 0755);
}

/* A lab in the working directory: its skeleton, what the student made of it, and a suite. */
static void make_lab(const char *lab, const char *source, const char *suite)
{
    char path[200];

    snprintf(path, sizeof path, "mkdir -p labs/%s build/labs/%s build/skeletons/%s build/tests", lab, lab,
             lab);
    ck_assert_int_eq(system(path), 0);
    snprintf(path, sizeof path, "build/skeletons/%s/%s.c", lab, lab);
    write_script(path, "skeleton");
    snprintf(path, sizeof path, "labs/%s/%s.c", lab, lab);
    write_script(path, source);
    snprintf(path, sizeof path, "build/labs/%s/%s", lab, lab);
    if (suite)
        write_script(path, "");
    snprintf(path, sizeof path, "build/tests/%s_test", lab);
    if (suite)
        write_script(path, suite);
}

START_TEST(a_lab_stands_where_skeleton_compiler_and_suite_say)
{
    char directory[] = "/tmp/fetchlab-report-test-XXXXXX", command[64], said[4000];
    struct facts facts = {0};
    FILE *taken;

    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    make_lab("sequential", "skeleton", "#!/bin/sh\nexit 0\n");
    make_lab("threads", "mine", "#!/bin/sh\n[ $2 = build/labs/threads/threads ]\n");
    make_lab("processes", "mine", "#!/bin/sh\necho 'processes: 40 of 100 points, 5 of 12 tests'\nexit 1\n");
    make_lab("async", "mine", NULL);
    make_lab("hybrid", "mine", "#!/bin/sh\nexit 3\n");
    int errors = take_errors(&taken);
    students_judge(&facts);
    end_of_errors(errors, taken, said, sizeof said);
    snprintf(command, sizeof command, "rm -rf %s", directory);
    ck_assert_int_eq(system(command), 0);
    ck_assert_str_eq(student_standing(&facts, "sequential"), "not begun");
    ck_assert_str_eq(student_standing(&facts, "threads"), "green");
    ck_assert_str_eq(student_standing(&facts, "processes"), "red: 40 of 100 points, 5 of 12 tests");
    ck_assert_str_eq(student_standing(&facts, "async"), "does not compile");
    ck_assert_str_eq(student_standing(&facts, "hybrid"), "its suite did not end: exit 3");
}
END_TEST

START_TEST(a_program_older_than_its_source_does_not_compile)
{
    char directory[] = "/tmp/fetchlab-report-test-XXXXXX", command[64];
    struct facts facts = {0};
    const struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};

    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(chdir(directory), 0);
    make_lab("threads", "mine", "#!/bin/sh\nexit 0\n");
    utimensat(AT_FDCWD, "build/labs/threads/threads", old, 0);
    students_judge(&facts);
    snprintf(command, sizeof command, "rm -rf %s", directory);
    ck_assert_int_eq(system(command), 0);
    ck_assert_str_eq(student_standing(&facts, "threads"), "does not compile");
}
END_TEST

/* The transcript of calls that compute where `how` has a C and are served where it has an S. */
static struct transcript transcript_of(const char *how, const size_t counters[])
{
    struct transcript transcript;
    char text[1024] = "";

    for (size_t i = 0; how[i] != '\0'; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "Function called %zu times\n%s data...\nResult: %d\n", counters[i],
                 how[i] == 'C' ? "Calculating" : "Cached", i == 6 ? 6 : 5);
    transcript_parse(&transcript, text);
    return transcript;
}

static const char *cache_written(void (*write)(FILE *out, const struct transcript *transcript),
                                 const struct transcript *transcript)
{
    static char text[1024];
    FILE *out = fmemopen(text, sizeof text, "w");

    write(out, transcript);
    fclose(out);
    return text;
}

static const size_t original_counters[] = {0, 1, 2, 3, 4, 1, 2, 3, 4, 1};

START_TEST(one_counter_cuts_a_life_short)
{
    struct transcript transcript = transcript_of("CSSSCSCSCS", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_CUT_SHORT);
    ck_assert_str_eq(cache_written(write_cache_headline, &transcript),
                     "One counter for all arguments cuts the second life of f(2, 3) short");
    contains(cache_written(write_cache, &transcript),
             "call 1 served 3 calls; the one computed at call 5 only 2");
    contains(cache_written(write_cache, &transcript), "it is what the original printed");
}
END_TEST

START_TEST(a_counter_for_each_argument_is_even)
{
    const size_t counters[] = {0, 1, 2, 3, 4, 1, 0, 2, 3, 4};
    struct transcript transcript = transcript_of("CSSSCSCSSC", counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_EVEN);
    ck_assert_str_eq(cache_written(write_cache_headline, &transcript),
                     "Every result that was computed again had served 3 calls");
    contains(cache_written(write_cache, &transcript), "From call 7 on, it is not what the original printed");
}
END_TEST

START_TEST(a_life_cut_short_for_no_reason_is_not_blamed_on_others)
{
    struct transcript transcript = transcript_of("CSCSSSCSSS", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_UNEVEN);
    contains(cache_written(write_cache_headline, &transcript), "no other call explains it");
}
END_TEST

START_TEST(a_cache_that_serves_nothing_is_told)
{
    struct transcript transcript = transcript_of("CCCCCCCCCC", original_counters);

    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_NOTHING_SERVED);
}
END_TEST

START_TEST(what_is_no_transcript_is_not_read)
{
    struct transcript transcript;

    transcript_parse(&transcript, "build/solutions/cache/cache: Segmentation fault\n");
    ck_assert_uint_eq(transcript.count, 0);
    ck_assert_int_eq(find_cache(&transcript).verdict, CACHE_NO_TRANSCRIPT);
    transcript_parse(&transcript, "Function called 0 times\nThinking data...\nResult: 5\n");
    ck_assert_uint_eq(transcript.count, 0);
    transcript_parse(&transcript, "");
    ck_assert_uint_eq(transcript.count, 0);
}
END_TEST

static void add_run(struct traces *traces, const char *strategy, double each)
{
    struct traced_run *run = &traces->runs[traces->count++];

    *run = (struct traced_run){.workers = 1, .count = TRACED_IMAGES};
    snprintf(run->strategy, sizeof run->strategy, "%s", strategy);
    for (size_t i = 0; i < run->count; i++)
        run->rows[i] = (struct trace){i + 1, 1, i + 1, i * each, (i + 0.5) * each, (i + 1) * each};
}

static const char *overlap_headline(const struct traces *traces)
{
    static char text[200];
    FILE *out = fmemopen(text, sizeof text, "w");

    write_overlap_headline(out, traces);
    fclose(out);
    return text;
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
    ck_assert_int_eq(traces_save(&traces, path), 0);
    ck_assert_int_eq(traces_load(&traces_again, path), 0);
    unlink(path);
    ck_assert_uint_eq(traces_again.count, 2);
    ck_assert_double_eq_tol(trace_end(&traces_again.runs[1]), 0.72, 1e-6);
    ck_assert_uint_eq(traces_again.runs[1].rows[23].image, 24);
}
END_TEST

static struct program_run run_shell(const char *script, double deadline)
{
    const char *const arguments[] = {"/bin/sh", "-c", script, NULL};

    return run_program(arguments, deadline);
}

START_TEST(a_program_that_crashes_says_so)
{
    struct program_run run = run_shell("echo a; echo b >&2; kill -SEGV $$", 10);
    char line[20];

    ck_assert_str_eq(run.outcome, "Segmentation fault");
    ck_assert_int_eq(run.status, -1);
    last_line_of(&run, line, sizeof line);
    ck_assert_str_eq(line, "b");
    ck_assert_str_eq(run_shell("exit 3", 10).outcome, "exit 3");
    ck_assert_str_eq(run_shell("true", 10).outcome, "ok");
}
END_TEST

START_TEST(a_program_that_hangs_is_ended_with_all_it_started)
{
    alarm(30);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    struct program_run run = run_shell("(trap '' TERM; exec sleep 1000) & exec sleep 1000", 0.2);

    ck_assert_str_eq(run.outcome, "not done after 0 s");
    while (waitpid(-1, NULL, 0) > 0)
        continue; /* what it left comes to us, and would keep us here */
}
END_TEST

START_TEST(a_wrong_profile_is_one_line)
{
    const char *const arguments[] = {"build/report/report", "--profile", "quik", NULL};
    struct program_run run = run_program(arguments, 10);

    ck_assert_int_eq(run.status, 2);
    ck_assert_str_eq(run.output,
                     "There is no profile \"quik\". PROFILE is one of: standard quick original\n");
}
END_TEST

START_TEST(an_axis_bears_its_unit_once)
{
    char text[128] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    plot_second_ticks(out, "ticks", 0.4, 6);
    fclose(out);
    ck_assert_str_eq(text, "ticks = \"('0.5' 0.5, '1' 1, '2' 2, '5 s' 5)\"\n");
}
END_TEST

START_TEST(a_factor_near_one_has_three_decimals)
{
    ck_assert_str_eq(factor_text(1.0042).text, "1.004");
    ck_assert_str_eq(factor_text(0.98).text, "0.980");
    ck_assert_str_eq(factor_text(1.42).text, "1.42");
    ck_assert_str_eq(factor_text(12.3).text, "12");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {one_configuration_is_the_fastest,
                                  two_configurations_tie,
                                  sequential_wins,
                                  without_sequential_nothing_is_compared,
                                  more_workers_still_gain,
                                  the_most_workers_can_be_the_best_without_every_step_gaining,
                                  more_workers_gain_little,
                                  more_workers_gain_nothing,
                                  more_workers_lose,
                                  a_ratio_is_different_only_where_its_interval_leaves_one_out,
                                  a_failing_configuration_is_a_row_that_says_so,
                                  a_strategy_that_always_fails_is_one_sentence,
                                  an_outlier_is_flagged_and_stays,
                                  the_bound_counts_whole_rounds,
                                  measurements_survive_their_file,
                                  the_original_is_read_whole,
                                  words_take_the_place_of_their_names,
                                  an_unknown_word_is_named,
                                  a_text_for_gnuplot_is_escaped,
                                  only_the_reference_can_be_the_fastest,
                                  many_that_tie_are_counted,
                                  every_row_of_the_original_is_in_the_table,
                                  the_mistake_explains_flat_times,
                                  a_mistake_that_gains_explains_nothing,
                                  a_mistake_with_two_in_flight_explains_nothing,
                                  a_mistake_that_was_not_measured_is_told,
                                  fresh_connections_cost_time,
                                  fresh_connections_make_no_difference,
                                  fresh_connections_save_time,
                                  fresh_connections_that_failed_are_not_compared,
                                  memory_is_compared_at_the_workers_of_the_fastest,
                                  memory_that_is_unknown_is_a_dash,
                                  yours_are_like_the_reference,
                                  yours_are_slower,
                                  yours_are_faster,
                                  yours_are_both,
                                  labs_that_are_not_begun_are_one_sentence,
                                  a_green_lab_is_measured_and_the_others_are_named,
                                  a_lab_stands_where_skeleton_compiler_and_suite_say,
                                  a_program_older_than_its_source_does_not_compile,
                                  one_counter_cuts_a_life_short,
                                  a_counter_for_each_argument_is_even,
                                  a_life_cut_short_for_no_reason_is_not_blamed_on_others,
                                  a_cache_that_serves_nothing_is_told,
                                  what_is_no_transcript_is_not_read,
                                  waiting_together_gains,
                                  waiting_together_gains_nothing,
                                  timelines_without_sequential_are_not_compared,
                                  memories_and_timelines_survive_their_files,
                                  a_program_that_crashes_says_so,
                                  a_program_that_hangs_is_ended_with_all_it_started,
                                  a_wrong_profile_is_one_line,
                                  an_axis_bears_its_unit_once,
                                  a_factor_near_one_has_three_decimals};
    Suite *suite = suite_create("report");
    TCase *cases = tcase_create("report");

    suite_add_tcase(suite, cases);
    tcase_set_timeout(cases, 60); /* some start programs, and the machine may be busy */
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
