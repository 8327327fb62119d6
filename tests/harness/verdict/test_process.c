/*
 * test_process.c - a test in a process of its own.
 */
#include "test_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/sanitize_text.h"
#include "../launch/program.h"

#define MOST_JOBS 64
#define DEADLINE  1300 /* seconds: more than two runs may take that come to their own deadlines */

static volatile pid_t guarded;

/* --- In a test's process
 * -------------------------------------------------------------------------------------- */

void suite_guard(pid_t program)
{
    guarded = program;
}

static void end_test(int signal)
{
    (void)signal;
    if (guarded > 0)
        kill(-guarded, SIGKILL);
    _exit(HARNESS_FAILED);
}

static void block_stops(int how)
{
    sigset_t stops;

    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigprocmask(how, &stops, NULL);
}

/* Before the test, and after Check has set handlers of its own, which without a fork would kill our whole
 * group. */
static void take_stops(void)
{
    signal(SIGINT, SIG_IGN); /* our parent hears it too, and tells us */
    signal(SIGTERM, end_test);
    block_stops(SIG_UNBLOCK);
}

static enum cause cause_of_failure;
static int verdict;   /* the descriptor on which the verdict goes out */
static bool branched; /* this process does a part of a test, and shares what Check writes with the others */
static bool branched_after; /* it looks at what holds in every run */
static void tell_failure(int result, char said, const char *message);

void fail_because(enum cause cause, const char *format, ...)
{
    char *message;
    va_list arguments;

    cause_of_failure = cause;
    va_start(arguments, format);
    if (vasprintf(&message, format, arguments) < 0)
        abort();
    va_end(arguments);
    if (branched) {
        tell_failure(verdict, branched_after ? SAID_BREACH : SAID_FAILURE, message);
        _exit(0);
    }
    ck_abort_msg("%s", message);
    abort(); /* not reached; Check does not say so */
}

static struct {
    size_t begun;
    size_t failed; /* the first that did; 0: none, as far as is known */
    bool under_way;
    const char *debugger; /* put aside */
} scenarios;

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

/* Each on a line of its own. */
static char crashes[2048];

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

static const char *subject;

void suite_set_subject(const char *test)
{
    subject = test;
}

const char *suite_subject(void)
{
    return subject;
}

/* Where a test stands in the table; at its end for NULL. */
static size_t place_of(const char *test)
{
    const struct graded_suite *suite = grading.suite;
    size_t place = 0;

    while (place < suite->count && !(test && strcmp((*suite->tests[place].test)->name, test) == 0))
        place++;
    return place;
}

/* What stands before the message. */
static void tell_verdict(int result, char verdict, enum cause cause)
{
    size_t most = 'z' - 'a', failed = scenarios.failed;

    if (failed == 0 && scenarios.under_way)
        failed = scenarios.begun;
    dprintf(result, "%c%c%c%c%c", verdict, 'a' + cause,
            (char)('a' + (scenarios.begun < most ? scenarios.begun : most)),
            (char)('a' + (failed < most ? failed : 0)), (char)(FIRST_SUBJECT + place_of(suite_subject())));
}

/* What became of a test that failed. A child that crashed is why, whatever else was seen; and where that is
 * nothing at all, or the crash itself, there is no more to say. */
static void tell_failure(int result, char verdict, const char *message)
{
    bool consequences = cause_of_failure != NO_REQUEST && cause_of_failure != REPORT;

    tell_verdict(result, verdict, *crashes ? CRASH : cause_of_failure);
    if (!*crashes)
        dprintf(result, "%s", message);
    else
        dprintf(
            result,
            "%smake test LAB=%s T=no_memory_is_lost runs it with sanitizers, which may name the line.%s%s",
            crashes, grading.suite->lab, consequences ? "\nWhat this test saw then:\n" : "",
            consequences ? message : "");
}

/* A test that has passed says no more than its note. */
static char note[300];

void suite_note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(note, sizeof note, format, arguments);
    va_end(arguments);
}

static void tell_success(int result)
{
    tell_verdict(result, SAID_PASSED, NO_CAUSE);
    dprintf(result, "%s", note);
}

static const char *test_name;

const char *suite_test(void)
{
    return test_name;
}

static void (*check_after)(void);

void suite_check_after(void (*check)(void))
{
    check_after = check;
}

START_TEST(what_holds_in_every_run)
{
    if (check_after)
        check_after();
}

/* Run one test with Check, and write its verdict to `result`. */
static void run_test(const struct graded_test *test, int result)
{
    verdict = result;
    Suite *suite = suite_create(grading.suite->lab);
    TCase *single = tcase_create((*test->test)->name);
    SRunner *runner = srunner_create(suite);

    test_name = (*test->test)->name;
    draw_begin(grading.seed, test_name);
    tcase_set_timeout(single, 0); /* deadlines are the harness's */
    tcase_add_checked_fixture(single, take_stops, NULL);
    tcase_add_test(single, *test->test);
    tcase_add_test(single, what_holds_in_every_run);
    suite_add_tcase(suite, single);
    srunner_set_fork_status(runner, CK_NOFORK); /* this process is the test's own */
    srunner_run_all(runner, CK_SILENT);

    TestResult **results = srunner_results(runner);
    if (srunner_ntests_run(runner) != 2 || !results)
        harness_failure("Check did not run %s", test_name);
    if (tr_rtype(results[0]) != CK_PASS)
        tell_failure(result, SAID_FAILURE, tr_msg(results[0]));
    else if (tr_rtype(results[1]) != CK_PASS)
        tell_failure(result, SAID_BREACH, tr_msg(results[1]));
    else
        tell_success(result);
    _exit(0);
}

/* Orphans of the program become our children, so that they can be found and ended. */
static void adopt_orphans(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static void begin_test(const struct graded_test *test, int result)
{
    failures_told_to(result);
    adopt_orphans();
    run_test(test, result);
}

static time_t seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static void do_branch(void (*work)(void *context), void *context)
{
    branched = true;
    adopt_orphans();
    failures_told_to(verdict);
    work(context);
    branched_after = true;
    if (check_after)
        check_after();
    tell_verdict(verdict, SAID_PASSED, NO_CAUSE);
    _exit(0);
}

void job_branch(struct job *job, void (*work)(void *context), void *context)
{
    int ends[2];

    fflush(NULL);
    if (pipe2(ends, O_CLOEXEC) != 0 || (job->pid = fork()) < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    if (job->pid == 0) {
        verdict = ends[1];
        do_branch(work, context);
    }
    close(ends[1]);
    job->result = ends[0];
    job->since = seconds();
    job->started = true;
}

void job_expect_verdict(const struct job *job)
{
    if (!job->text)
        harness_failure("a process of the test has ended without a word");
    if (job->text[SAID_VERDICT] == NO_VERDICT_SAID[0])
        harness_failure("%s", job->text + 1);
}

/* --- In the suite's process ----------------------------------------------------------------------------- */

void job_start(struct job *job, const struct graded_test *test)
{
    int ends[2];

    fflush(NULL);
    block_stops(SIG_BLOCK);
    if (pipe2(ends, O_CLOEXEC) != 0 || (job->pid = fork()) < 0) {
        fprintf(stderr, "cannot start a test: %s\n", strerror(errno));
        exit(HARNESS_FAILED);
    }
    if (job->pid == 0)
        begin_test(test, ends[1]);
    block_stops(SIG_UNBLOCK);
    close(ends[1]);
    job->result = ends[0];
    job->since = seconds();
    job->started = true;
}

/* Our own faults end a test's process in other ways; this is done to it. */
static void note_violence(struct job *job, int status)
{
    if (job->text || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        return;
    job->text = strdup(
        "Faaa~the process that judges the program was killed, or stopped for so long that it was given "
        "up");
}

static void end_job(struct job *job)
{
    int status = 0;

    close(job->result);
    job->result = -1;
    if (job->text)
        make_plain(job->text);
    while (waitpid(job->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    note_violence(job, status);
    job->ended = true;
}

static void read_job(struct job *job)
{
    char buffer[4096];
    ssize_t got = read(job->result, buffer, sizeof buffer);

    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        end_job(job);
        return;
    }
    char *text = realloc(job->text, job->length + (size_t)got + 1);
    if (!text)
        exit(HARNESS_FAILED);
    memcpy(text + job->length, buffer, (size_t)got);
    job->text = text;
    job->length += (size_t)got;
    job->text[job->length] = '\0';
}

void jobs_listen(struct job jobs[], size_t count)
{
    struct pollfd sources[MOST_JOBS];
    struct job *heard[MOST_JOBS];
    nfds_t open = 0;

    for (size_t i = 0; i < count && open < MOST_JOBS; i++)
        if (jobs[i].started && !jobs[i].ended) {
            sources[open] = (struct pollfd){jobs[i].result, POLLIN, 0};
            heard[open++] = &jobs[i];
        }
    if (poll(sources, open, 1000) < 0)
        return; /* interrupted */
    for (nfds_t i = 0; i < open; i++)
        if (sources[i].revents)
            read_job(heard[i]);
        else if (seconds() - heard[i]->since > DEADLINE)
            kill(heard[i]->pid, SIGKILL);
}

void job_wait(struct job *job)
{
    while (!job->ended)
        read_job(job);
}

void jobs_stop(struct job jobs[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (jobs[i].started && !jobs[i].ended) {
            kill(jobs[i].pid, SIGTERM);
            kill(jobs[i].pid, SIGCONT);
            end_job(&jobs[i]);
        }
}
