/*
 * suite.h - a graded suite: its tests, what each says and what it is worth, and the program around them.
 */
#ifndef HARNESS_SUITE_H
#define HARNESS_SUITE_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

#include "../base/cause.h"

/* TEST(its_name) { ... }, then GRADED(its_name, points, "A sentence.") in the suite's table. */
#define TEST(name) START_TEST(name)
/* Likewise STRETCH_GOAL, for a test that goes beyond what a lab must be: it brings points of its own. */
/* clang-format off */
#define GRADED(name, points, sentence)       {&(name), CORE, (points), (sentence)}
#define STRETCH_GOAL(name, points, sentence) {&(name), STRETCH, (points), (sentence)}
/* clang-format on */

enum milestone { CORE, STRETCH };

struct graded_test {
    const TTest *const *test; /* as TEST() defines it */
    enum milestone milestone;
    unsigned points;
    const char *sentence; /* what the test demands, as a student reads it */
};

struct graded_suite {
    const char *lab;
    const char *begin[2];   /* the lab's functions, where download_all() is not the one */
    bool forks;             /* the lab is about child processes */
    bool one_at_a_time;     /* one request is in flight at most, whatever the number of workers */
    size_t attempts;        /* at an image, at most, while the server answers 503; 0: one */
    const char *first_step; /* what to write first, said where nothing has been written */
    const struct graded_test *tests;
    size_t count;
};

/*
 * main() of a suite: --list prints name, milestone, points and title of each test, separated by tabs, or
 * --program PATH [--server PATH] [--probes DIRECTORY] [--only TEST] [--seed N] [--format
 * NAME]
 * [--sandbox]
 * [--results FILE], where the verdicts of a whole run are remembered (results.h). [--unbuilt FILE] in the
 * place of
 * --program: there is none, and FILE says why; every test fails. [--debug GDB] runs the
 * program under gdb in the scenario of the test that --only names, else of the first that those results call
 * red, and there of the scenario that is known to have failed, or that [--scenario N] names; [--stop
 * FUNCTION] stops it in that function, too. Each test runs in a process of its own, several at once. Exit: 0
 * all green (of the core, or of what
 * --only names), 1 some red, 2 usage, 3 incomplete: a harness error has left a test
 * without a verdict.
 */
int grade(const struct graded_suite *suite, int argc, char *argv[]);

#define MOST_STOPS 16

/* What the command line and the table say, for run_lab(). */
struct grading {
    const struct graded_suite *suite;
    const char *program; /* absolute path of the plain build */
    const char *server;  /* of the mock server */
    const char *root;    /* directory that holds those of the runs */
    unsigned long seed;
    const char *debugger; /* the command that runs gdb, where nothing is to be judged (debug.h); or NULL */
    const char *stops[MOST_STOPS]; /* the functions of the lab in which gdb stops it */
    size_t stop_count;
    size_t scenario;        /* of the test's, counted from 1, the only one for the debugger; 0: all of them */
    size_t scenarios;       /* so many it has begun when it was tested; 0: that is not known */
    size_t failed_scenario; /* of these; 0: none, or that is not known */
    bool sandboxed;
    bool isolated; /* each run has names of its own (isolation.h) */
};
extern struct grading grading;

/* Begin the random numbers of one test anew, so that it draws the same whichever tests run beside it. */
void draw_begin(unsigned long seed, const char *test);

/* Fail the test, for a cause that is not what it is about. */
void fail_because(enum cause cause, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* A child of the program has crashed, in one run of the test. Should the test fail, this is told before all
 * else. */
void suite_note_crash(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Around each run that a test makes: a scenario, whose number is returned, from 1. What fails in between
 * fails in this one, and so does a test for which `failed` is said. With a debugger and grading.scenario, the
 * scenarios before that one are run without it, and the test's process ends behind it.
 */
size_t suite_begin_scenario(void);
void suite_end_scenario(bool failed);

/* A scenario has been run by another process of the test (job_branch()). */
void suite_count_scenario(void);

/* What fails afterwards failed in the scenario of that number. */
void suite_fail_scenario(size_t number);

/* The name of the test. */
const char *suite_test(void);

/* Which test is about what fails from now on; NULL: this one. */
void suite_set_subject(const char *test);
const char *suite_subject(void);

/*
 * Call `check` when the test has passed. What fails in it breaks a promise that another test is about: it is
 * held against this test only where that one has not failed, or does not run.
 */
void suite_check_after(void (*check)(void));

/* Something that stands below the test's line even where it passes. The last note counts. */
void suite_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* What must end with this test's process, should it be told to stop; 0 for nothing. */
void suite_guard(pid_t program);

#endif
