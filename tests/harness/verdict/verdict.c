/*
 * verdict.c - pass a run's findings to its test, and the test's verdict to the suite.
 */
#include "verdict.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/failure.h"
#include "grading.h"

static int verdict; /* descriptor for the verdict */
static bool is_branch;
static bool checks_after; /* now checking what holds in every run */

/* What failed first: in the test, and in what holds in every run, which is looked at after it. */
static struct {
    enum cause cause;
    const char *subject;
} failures[2];
static const char *test_name, *subject;
static void (*check_after)(void);

static struct {
    size_t begun;
    size_t failed; /* the first failed one; 0: none known */
    bool under_way;
    const char *debugger; /* saved value */
} scenarios;

/* Crashed children, one a line. */
static char crashes[2048];

/* What was seen, as SVG; or NULL. */
static char *picture;

/* A passed test prints only its note. */
static char note[300];

/* --- From a run --- */

void fail_because(enum cause cause, const char *format, ...)
{
    char *message;
    va_list arguments;

    failures[checks_after].cause = cause;
    failures[checks_after].subject = subject;
    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0)
        abort();
    va_end(arguments);
    if (is_branch) {
        if (checks_after)
            verdict_breach(message);
        else
            verdict_fail(message);
        _exit(0);
    }
    ck_abort_msg("%s", message);
    abort(); /* not reached, but Check does not declare it */
}

size_t suite_begin_scenario(void)
{
    scenarios.begun++;
    scenarios.under_way = true;
    if (scenarios.begun < grading.scenario) {
        scenarios.debugger = grading.debugger;
        grading.debugger = NULL;
    }
    return scenarios.begun;
}

void suite_count_scenario(void)
{
    scenarios.begun++;
}

void suite_fail_scenario(size_t number)
{
    if (scenarios.failed == 0)
        scenarios.failed = number;
}

void suite_end_scenario(bool failed)
{
    if (failed)
        suite_fail_scenario(scenarios.begun);
    scenarios.under_way = false;
    if (grading.debugger && scenarios.begun == grading.scenario)
        _exit(0);
    if (scenarios.begun < grading.scenario)
        grading.debugger = scenarios.debugger;
}

void suite_note_crash(const char *format, ...)
{
    size_t length = strlen(crashes);
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(crashes + length, sizeof crashes - length, format, arguments);
    va_end(arguments);
    suite_fail_scenario(scenarios.begun);
    strncat(crashes, "\n", sizeof crashes - strlen(crashes) - 1);
}

const char *suite_test(void)
{
    return test_name;
}

void suite_set_subject(const char *test)
{
    subject = test;
}

const char *suite_subject(void)
{
    return subject;
}

void suite_set_picture(char *svg)
{
    free(picture);
    picture = svg;
}

void suite_check_after(void (*check)(void))
{
    check_after = check;
}

void suite_note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
}

/* --- How the test ended --- */

static void tell(struct test_end end, const char *message)
{
    end.scenarios = scenarios.begun;
    end.failed_scenario = scenarios.failed == 0 && scenarios.under_way ? scenarios.begun : scenarios.failed;
    end.subject = grading_place(failures[end.how == ENDED_IN_BREACH].subject);
    bool drawn = picture && (end.how == ENDED_FAILED || end.how == ENDED_IN_BREACH);
    end.picture = drawn ? strlen(picture) : 0;
    if (write(verdict, &end, sizeof end) == sizeof end)
        dprintf(verdict, "%s%s", drawn ? picture : "", message);
}

static void tell_harness_error(const char *message)
{
    tell((struct test_end){.how = ENDED_UNJUDGED}, message);
}

void verdict_begin(int file, const char *test, bool branch)
{
    verdict = file;
    test_name = test;
    is_branch = branch;
    failures_told_by(tell_harness_error);
}

void verdict_check_after(void)
{
    checks_after = true;
    if (check_after)
        check_after();
}

/* A crashed child is the cause of everything else found. If nothing else was found, or only the crash itself,
 * report nothing more. */
static void tell_failure(struct test_end end, const char *message)
{
    enum cause cause = failures[end.how == ENDED_IN_BREACH].cause;
    bool consequences = cause != NO_REQUEST && cause != REPORT;
    char *whole;

    end.cause = *crashes ? CRASH : cause;
    if (!*crashes) {
        tell(end, message);
        return;
    }
    bool has_line = strstr(crashes, " at labs/") != NULL;
    if (asprintf(&whole, "%s%s%s%s%s%s", crashes,
                 has_line ? "" : "make test LAB=", has_line ? "" : grading.suite->lab,
                 has_line ? "" : " T=no_memory_is_lost runs it with sanitizers, which may name the line.\n",
                 consequences ? "The consequence in this test:\n" : "", consequences ? message : "") < 0)
        abort();
    tell(end, whole);
    free(whole);
}

void verdict_pass(void)
{
    tell((struct test_end){.how = ENDED_PASSED}, is_branch ? "" : note);
}

void verdict_fail(const char *message)
{
    tell_failure((struct test_end){.how = ENDED_FAILED}, message);
}

void verdict_breach(const char *message)
{
    tell_failure((struct test_end){.how = ENDED_IN_BREACH}, message);
}
