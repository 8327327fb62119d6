/*
 * program.c - tests of running and measuring programs.
 */
#include "report_tests.h"

#include "../../../report/system/program.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

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
        continue; /* its orphan became our child: reap it */
}
END_TEST

static void expect_refused(const char *profile, const char *words)
{
    const char *const arguments[] = {"build/report/report", "--profile", profile, NULL};
    struct program_run run = run_program(arguments, 10);

    ck_assert_int_eq(run.status, 2);
    ck_assert_str_eq(run.output, words);
}

START_TEST(a_wrong_profile_is_one_line)
{
    expect_refused("quik", "There is no profile \"quik\"; perhaps you mean quick\n");
    expect_refused("all", "There is no profile \"all\". PROFILE is one of: standard quick original scale "
                          "rehearsal\n");
}
END_TEST

TCase *program_tests(void)
{
    TCase *cases = new_case("programs");

    tcase_add_test(cases, a_program_that_crashes_says_so);
    tcase_add_test(cases, a_program_that_hangs_is_ended_with_all_it_started);
    tcase_add_test(cases, a_wrong_profile_is_one_line);
    return cases;
}
