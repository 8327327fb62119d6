/*
 * verdict.h - what a run has to say to its test, and the test to the suite.
 */
#ifndef HARNESS_VERDICT_H
#define HARNESS_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../base/cause.h"

/* How a test ended. A test's process writes this to its pipe, and after it the picture and the message. */
struct test_end {
    enum {
        NO_END, /* it has ended without a word */
        ENDED_UNJUDGED,
        ENDED_PASSED,
        ENDED_FAILED,
        ENDED_IN_BREACH, /* it passed, but a run broke a promise that another test is about */
    } how;
    enum cause cause;
    size_t scenarios;       /* that it began */
    size_t failed_scenario; /* of these, from 1; 0: none, or it is not known */
    size_t subject;         /* place in the suite's table of the test that is about the fault */
    size_t picture;         /* bytes of the picture, which come before the message; 0: none */
};

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

/* A picture of what was seen, as SVG, shown next to the message if the test fails. Takes it over. */
void suite_set_picture(char *svg);

/* Something that stands below the test's line even where it passes. The last note counts. */
void suite_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* --- For the process of a test (test_process.c) */

/* From now on the verdict goes out on `file`. A `branch` shares what Check writes with other processes: its
 * first failure ends it. */
void verdict_begin(int file, const char *test, bool branch);

/* Call what suite_check_after() has asked for. */
void verdict_check_after(void);

/* Write how the test ended. */
void verdict_pass(void);
void verdict_fail(const char *message);
void verdict_breach(const char *message);

#endif
