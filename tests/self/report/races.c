/*
 * races.c - races against other programs, in every way that they can come out.
 */
#include "report_tests.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../../../report/experiments/peers.h"
#include "../../../report/findings/race.h"
#include "../../../report/system/files.h"

static struct course_result race;

/* Ten cycles of a whole program. */
static void add_program(const char *strategy, double seconds, double processor_seconds)
{
    size_t first = made_up.count;

    add_cycles(strategy, 32, seconds);
    for (size_t i = first; i < made_up.count; i++) {
        made_up.rows[i].program_seconds = made_up.rows[i].wall_seconds;
        made_up.rows[i].wall_seconds = NAN;
        made_up.rows[i].processor_seconds = processor_seconds * made_up.rows[i].program_seconds / seconds;
    }
}

static void run_race(void)
{
    race.course = (struct course){"many", COURSE_RACE, 10000, 2048, 0, 32, CYCLES};
    analyse_course(&race, &made_up, &memories, 1);
}

static const char *standing_of(const char *strategy)
{
    FILE *out = begin_said();

    write_standing(out, &race, strategy);
    return end_said(out);
}

static const char *table(void)
{
    FILE *out = begin_said();

    write_race_table(out, &race);
    return end_said(out);
}

START_TEST(who_is_faster_is_said)
{
    add_program("async", 0.2, 0.2);
    add_program("curl", 0.4, 0.4);
    add_program("wget2", 0.2, 0.2);
    add_program("epoll", 0.1, 0.1);
    run_race();

    struct race_finding finding = find_race(&race, "async");
    ck_assert_uint_eq(finding.count, 3);
    ck_assert_int_eq(finding.is_faster[0], RATIO_LARGER);
    contains(standing_of("async"), "**async** is faster than curl -Z (2.0)");
    contains(standing_of("async"), "cannot be told from wget2 (1.00)");
    contains(standing_of("async"), "is slower than C without libcurl (0.50)");
    contains(standing_of("async"), "but for wget2 (20 µs), C without libcurl (10 µs)");
}
END_TEST

START_TEST(a_strategy_that_loses_to_all_is_said_to)
{
    add_program("async", 0.8, 0.8);
    add_program("curl", 0.4, 0.4);
    add_program("wget2", 0.2, 0.2);
    run_race();

    contains(standing_of("async"), "**async** is slower than curl -Z (0.50) and wget2 (0.25).");
    contains(standing_of("async"), "clearly less than nobody needs");
    ck_assert_ptr_null(strstr(standing_of("async"), "faster"));
}
END_TEST

START_TEST(a_strategy_that_beats_all_is_said_to)
{
    add_program("hybrid", 0.1, 0.1);
    add_program("curl", 0.4, 0.4);
    run_race();

    contains(standing_of("hybrid"), "is faster than curl -Z (4.0).");
    contains(standing_of("hybrid"), "less than any of the others needs");
    contains(standing_of("async"), "**async** has no time here");
}
END_TEST

START_TEST(of_those_that_take_part_some_are_told_of)
{
    add_program("threads", 0.1, 0.1);
    add_program("processes", 0.2, 0.2);
    add_program("curl", 0.4, 0.4);
    run_race();
    contains(table(), "| µs an image | threads is |\n|:---|---:|---:|---:|---:|---:|\n");
    contains(table(), "| curl -Z | 0.404 | 0.401 – 0.406 | 24777 | 40 | 4.0 (");

    add_program("async", 0.4, 0.4);
    run_race();
    contains(table(), "| µs an image | async is |\n");
}
END_TEST

START_TEST(nobody_to_be_held_against)
{
    add_program("hybrid", 0.1, 0.1);
    run_race();
    contains(standing_of("hybrid"), "has nobody to be held against");
}
END_TEST

START_TEST(a_race_is_of_whole_programs)
{
    add_cycles("async", 32, 0.2); /* of download_all(); the program takes 10 ms more */
    add_program("curl", 0.42, 0.4);
    run_race();
    ck_assert_double_eq_tol(race.analysis.summaries[find_summary(&race.analysis, "async", 32)].wall[0],
                            made_up.rows[0].program_seconds, 1e-9);
    contains(table(), "| curl -Z | ");
}
END_TEST

START_TEST(a_peer_that_fails_is_a_row_that_says_so)
{
    add_program("async", 0.2, 0.2);
    add_failure("wget2", 32, "exit 8");
    run_race();
    contains(table(), "| wget2 | *failed* |");
}
END_TEST

START_TEST(a_race_is_saved_and_read_again)
{
    static struct course_runs runs;
    static struct course_results results;
    char directory[] = "/tmp/races-XXXXXX", path[64];

    ck_assert_ptr_nonnull(mkdtemp(directory));
    add_program("curl", 0.4, 0.3);
    runs.count = 1;
    runs.list[0].course = (struct course){"many", COURSE_RACE, 10000, 2048, 20, 32, CYCLES};
    runs.list[0].measurements = made_up;
    ck_assert_int_eq(courses_save(&runs, directory), 0);
    ck_assert_int_eq(courses_load(&results, directory, 1), 0);
    ck_assert_uint_eq(results.count, 1);
    ck_assert_uint_eq(results.list[0].course.latency_ms, 20);
    ck_assert_uint_eq(results.list[0].analysis.summaries[0].count, CYCLES);

    char text[160];
    FILE *taken, *list;
    int errors = take_errors(&taken);
    snprintf(path, sizeof path, "%s/courses.csv", directory);
    list = fopen(path, "a");
    fprintf(list, "many,walk,10,2048,0,32,1\n");
    fclose(list);
    int loaded = courses_load(&results, directory, 1);
    end_of_errors(errors, taken, text, sizeof text);
    ck_assert_int_eq(loaded, -1);
    contains(text, "line 3: not a course");
    ck_assert_int_eq(remove_tree(directory), 0);
}
END_TEST

START_TEST(no_course_is_no_section)
{
    static struct course_results none;
    struct facts facts = {.count = 0};
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");

    ck_assert_int_eq(courses_load(&none, "/no/such/directory", 1), 0);
    write_races(out, &none);
    write_peers(out, &facts, &none);
    ck_assert_int_eq(ftell(out), 0);
    fclose(out);
}
END_TEST

/* --- Peers ---------------------------------------------------------------------------------------------- */

static const struct peer *peer_named(const char *name)
{
    const struct peer *peer = peers;

    while (peer->strategy.name && strcmp(peer->strategy.name, name) != 0)
        peer++;
    return peer;
}

START_TEST(a_missing_peer_is_only_named)
{
    static struct course_results results = {.count = 1};
    struct facts facts = {.count = 0};
    char text[2048] = "";
    char path[4096];
    FILE *out = fmemopen(text, sizeof text, "w");

    snprintf(path, sizeof path, "%s", getenv("PATH"));
    setenv("PATH", "/no/such/directory", 1);
    peers_find(&facts);
    setenv("PATH", path, 1);
    ck_assert(!peer_is_installed(&facts, peer_named("curl")));
    ck_assert(!peer_is_installed(&facts, peer_named("curl-immediate")));
    ck_assert(!peer_is_installed(&facts, peer_named("xargs")));
    ck_assert(peer_is_installed(&facts, peer_named("epoll")));

    results.list[0].course = (struct course){"many", COURSE_RACE, 10000, 2048, 0, 32, CYCLES};
    write_peers(out, &facts, &results);
    fclose(out);
    contains(text, "not measured: curl, aria2c, wget2, xargs");
    contains(text, "make setup-peers");
}
END_TEST

START_TEST(a_peer_gets_its_list_and_its_numbers)
{
    struct bench bench = {.list = "/tmp/bench/list", .images = "/tmp/bench/images"};
    struct configuration configuration = configuration_of(&peer_named("curl-immediate")->strategy, 32);
    struct command_line command;
    char line[512] = "";

    bench_command(&bench, &configuration, &command);
    for (const char **argument = command.arguments; *argument; argument++) {
        strcat(line, *argument);
        strcat(line, " ");
    }
    contains(line, "curl --disable");
    contains(line, "--parallel-immediate --parallel-max 32 --config /tmp/bench/list.curl ");
}
END_TEST

START_TEST(lists_are_what_each_peer_reads)
{
    char directory[] = "/tmp/peers-XXXXXX";
    struct bench bench = {.images = "/tmp/into"};
    char path[96];

    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(bench.list, sizeof bench.list, "%s/list", directory);
    FILE *list = fopen(bench.list, "w");
    fprintf(list, "http://127.0.0.1:1/a\nhttp://127.0.0.1:1/b\n");
    fclose(list);
    ck_assert_int_eq(peers_write_lists(&bench), 0);

    static const char *const expected[][2] = {
        {".curl", "url = \"http://127.0.0.1:1/a\"\noutput = \"/tmp/into/image_1.jpg\"\n"
                  "url = \"http://127.0.0.1:1/b\"\noutput = \"/tmp/into/image_2.jpg\"\n"},
        {".aria2", "http://127.0.0.1:1/a\n  out=image_1.jpg\nhttp://127.0.0.1:1/b\n  out=image_2.jpg\n"},
        {".xargs",
         "\"/tmp/into/image_1.jpg\" http://127.0.0.1:1/a\n\"/tmp/into/image_2.jpg\" http://127.0.0.1:1/b\n"}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        char text[512] = "";
        snprintf(path, sizeof path, "%s%s", bench.list, expected[i][0]);
        FILE *file = fopen(path, "r");
        ck_assert_ptr_nonnull(file);
        text[fread(text, 1, sizeof text - 1, file)] = '\0';
        fclose(file);
        ck_assert_str_eq(text, expected[i][1]);
    }
    ck_assert_int_eq(remove_tree(directory), 0);
}
END_TEST

TCase *race_tests(void)
{
    TCase *cases = new_case("races");

    tcase_add_test(cases, who_is_faster_is_said);
    tcase_add_test(cases, a_strategy_that_loses_to_all_is_said_to);
    tcase_add_test(cases, a_strategy_that_beats_all_is_said_to);
    tcase_add_test(cases, of_those_that_take_part_some_are_told_of);
    tcase_add_test(cases, nobody_to_be_held_against);
    tcase_add_test(cases, a_race_is_of_whole_programs);
    tcase_add_test(cases, a_peer_that_fails_is_a_row_that_says_so);
    tcase_add_test(cases, a_race_is_saved_and_read_again);
    tcase_add_test(cases, no_course_is_no_section);
    tcase_add_test(cases, a_missing_peer_is_only_named);
    tcase_add_test(cases, a_peer_gets_its_list_and_its_numbers);
    tcase_add_test(cases, lists_are_what_each_peer_reads);
    return cases;
}
