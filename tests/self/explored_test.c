/*
 * explored_test.c - the runtime that controls the schedule, on programs so small that their schedules can be
 * counted by hand (explored/programs.c).
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../harness/schedules/exploration.h"
#include "../harness/schedules/interleaving.h"
#include "explored/programs.h"

#define PROGRAM "build/self/explored/programs"

static struct exploration explore(enum program program, int interruptions)
{
    char command[200], *text = NULL;
    size_t size = 0;

    snprintf(command, sizeof command, PROGRAM " --images 0 --workers %d --interruptions %d", (int)program,
             interruptions);
    FILE *output = popen(command, "r");
    ck_assert_ptr_nonnull(output);
    ck_assert_int_gt(getdelim(&text, &size, '\0', output), 0);
    pclose(output);
    struct exploration found = exploration_read(text);
    ck_assert_msg(found.complete, "%s printed only: %s", command, text);
    free(text);
    return found;
}

/* Two schedules are equal if each object sees its steps in the same order. */
static const struct {
    enum program program;
    long schedules[3]; /* numbers with at most 0, 1 and 2 interruptions */
} counted_by_hand[] = {
    /* Either addition comes first: 2 orders. */
    {TWO_ADD_ONCE, {2, 2, 2}},
    /* AABB and BBAA; interrupted once, ABBA and BAAB; twice, ABAB and BABA: 4 choose 2. */
    {TWO_ADD_TWICE, {2, 4, 6}},
    /* 3 factorial. */
    {THREE_ADD_ONCE, {6, 6, 6}},
    /* Steps that only read commute with each other. */
    {TWO_LOOK, {1, 1, 1}},
    {ONE_LOOKS, {2, 2, 2}},
    /* Either thread gets the lock first. */
    {TWO_LOCK, {2, 2, 2}},
    {THREE_LOCK, {6, 6, 6}},
    /* Nothing is shared. */
    {APART, {1, 1, 1}},
    {LOCKS_IN_ORDER, {2, 2, 2}},
    {PUBLISHED, {2, 2, 2}},
    {PUBLISHED_BY_FENCES, {2, 2, 2}},
    /* The flag is set before or after the check; checks without a change do not count. */
    {SPINS, {2, 2, 2}},
};

START_TEST(as_many_schedules_as_there_are)
{
    for (int bound = 0; bound < 3; bound++) {
        struct exploration found = explore(counted_by_hand[_i].program, bound);
        ck_assert_msg(!found.kind, "program %d: %s", (int)counted_by_hand[_i].program, found.message);
        ck_assert_int_eq(found.schedules, counted_by_hand[_i].schedules[bound]);
    }
}
END_TEST

static const struct {
    enum program program;
    const char *kind, *message; /* begin of the message */
} faults[] = {
    {RACE_FOR_ONE, "race", "data race: thread "},
    {LOCKED_BY_ONE, "race", "data race: thread "},
    {PUBLISHED_RELAXED, "race", "data race: thread 2 reads what thread 1 writes"},
    {FENCE_OF_ONE, "race", "data race: thread 2 reads what thread 1 writes"},
    {SLEEPS_INSTEAD, "race", "data race: thread "},
    {LOCKS_IN_REVERSE, "deadlock", "deadlock: every thread waits"},
    {LOST_WAKE_UP, "deadlock", "deadlock: every thread waits"},
    {SPINS_FOR_EVER, "endless", "the program does not come to an end"},
    {UNLOCKS_ONLY, "misuse", "thread 1 unlocks a mutex that nobody has locked"},
    {DESTROYS_A_HELD_ONE, "misuse", "a mutex is destroyed while thread 1 holds it"},
    {USE_AFTER_RETURN, "misuse", "thread 1 uses a variable of a function of thread 0 that has returned"},
    {LEAVES_ONE_BEHIND, "misuse", "the function has returned, and thread 1, which it started, still runs"},
    {FREES_TOO_EARLY, "race", "data race: thread "},
};

START_TEST(each_fault_is_found)
{
    struct exploration found = explore(faults[_i].program, 2);

    ck_assert_msg(found.kind != NULL, "program %d: no fault found", (int)faults[_i].program);
    ck_assert_str_eq(found.kind, faults[_i].kind);
    ck_assert_msg(strncmp(found.message, faults[_i].message, strlen(faults[_i].message)) == 0,
                  "program %d: %s", (int)faults[_i].program, found.message);
}
END_TEST

static const enum program right[] = {WAITS_IN_A_LOOP, SPINS_POLITELY,    WAITS_FOR_AN_HOUR, START_AT_ONCE,
                                     LOCK_A_STREAM,   MAP_THE_SAME_PAGE, NEED_MUCH_MEMORY,  SEND_A_DATAGRAM};

/* The runtime cannot judge these from some point on. */
static const enum program unseen[] = {BREAK_A_WAIT, RING, TAKE_MANY_STEPS};

START_TEST(what_cannot_be_seen_is_said_and_not_blamed)
{
    struct exploration found = explore(unseen[_i], 2);

    ck_assert_msg(!found.kind, "program %d: %s", (int)unseen[_i], found.message);
    ck_assert_ptr_nonnull(found.unseen);
}
END_TEST

START_TEST(nobody_else_is_blamed)
{
    struct exploration found = explore(right[_i], 2);

    ck_assert_msg(!found.kind, "program %d: %s", (int)right[_i], found.message);
    ck_assert_ptr_null(found.unseen);
}
END_TEST

/* Two explorations give the same numbers and the same schedule. */
START_TEST(the_same_schedule_each_time)
{
    struct exploration first = explore(LOCKS_IN_REVERSE, 2);

    for (int i = 0; i < 5; i++) {
        struct exploration again = explore(LOCKS_IN_REVERSE, 2);
        ck_assert_str_eq(first.schedule, again.schedule);
        ck_assert_int_eq(first.runs, again.runs);
    }
}
END_TEST

/* The picture has a row for each step that matters, in 80 columns. */
START_TEST(a_picture_has_rows_and_columns)
{
    struct exploration found = explore(LOCKS_IN_REVERSE, 2);
    char *text = NULL, *line;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    exploration_find_lines(&found, PROGRAM);
    exploration_draw(&found, out);
    fclose(out);
    ck_assert_ptr_nonnull(strstr(text, "thread 1"));
    ck_assert_ptr_nonnull(strstr(text, "pthread_mutex_lock"));
    ck_assert_ptr_nonnull(strstr(text, "waits: other"));
    for (char *rest = text; (line = strsep(&rest, "\n"));)
        ck_assert_uint_le(strlen(line), 80);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("explored");
    TCase *tests = tcase_create("explored");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, as_many_schedules_as_there_are, 0,
                        (int)(sizeof counted_by_hand / sizeof counted_by_hand[0]));
    tcase_add_loop_test(tests, each_fault_is_found, 0, (int)(sizeof faults / sizeof faults[0]));
    tcase_add_loop_test(tests, nobody_else_is_blamed, 0, (int)(sizeof right / sizeof right[0]));
    tcase_add_loop_test(tests, what_cannot_be_seen_is_said_and_not_blamed, 0,
                        (int)(sizeof unseen / sizeof unseen[0]));
    tcase_add_test(tests, the_same_schedule_each_time);
    tcase_add_test(tests, a_picture_has_rows_and_columns);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
