/*
 * verdict.h - pass a run's findings to its test, and the test's verdict to the suite.
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
        NO_END, /* it ended without a verdict */
        ENDED_UNJUDGED,
        ENDED_PASSED,
        ENDED_FAILED,
        ENDED_IN_BREACH, /* it passed, but a run broke a promise of another test */
    } how;
    enum cause cause;
    size_t scenarios;       /* number of scenarios begun */
    size_t failed_scenario; /* number of the failed one, from 1; 0: none, or unknown */
    size_t subject;         /* index in the suite's table of the test about the fault */
    size_t picture;         /* bytes of the picture, which come before the message; 0: none */
};

/* Fail the test for a cause that is not what it is about. */
void fail_because(enum cause cause, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));

/* A child of the program has crashed in one run of the test. If the test fails, this is reported first. */
void suite_note_crash(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Enclose each run of a test: begins a scenario and returns its number, from 1. A failure in between belongs
 * to this scenario, and so does a test for which `failed` is called. With a debugger and grading.scenario,
 * earlier scenarios run without it, and the test's process ends after that scenario.
 */
size_t suite_begin_scenario(void);
void suite_end_scenario(bool failed);

/* Another process of the test has run a scenario (job_branch()). */
void suite_count_scenario(void);

/* Later failures belong to the scenario with that number. */
void suite_fail_scenario(size_t number);

/* The name of the test. */
const char *suite_test(void);

/* The test that later failures belong to; NULL: this one. */
void suite_set_subject(const char *test);
const char *suite_subject(void);

/*
 * Call `check` after the test has passed. A failure in it breaks a promise of another test: this test fails
 * only if that one has not failed, or does not run.
 */
void suite_check_after(void (*check)(void));

/* A picture of what was seen, as SVG, shown next to the message if the test fails. Takes it over. */
void suite_set_picture(char *svg);

/* A note below the test's line, even if it passes. The last note counts. */
void suite_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* --- For the process of a test (test_process.c) --- */

/* From now on write the verdict to `file`. A `branch` shares Check's output with other processes, so its
 * first failure ends it. */
void verdict_begin(int file, const char *test, bool branch);

/* Call the function given to suite_check_after(). */
void verdict_check_after(void);

/* Write how the test ended. */
void verdict_pass(void);
void verdict_fail(const char *message);
void verdict_breach(const char *message);

#endif
