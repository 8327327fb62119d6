/*
 * test_process.c - run a test in a separate process.
 */
#include "test_process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../base/failure.h"
#include "../base/sanitize_text.h"
#include "../base/test_random.h"
#include "verdict.h"

#define DEADLINE 1300 /* seconds: more than two runs that reach their deadlines */

static volatile pid_t guarded;

/* --- In a test's process --- */

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

/* Before the test, and after Check has set its handlers, which without a fork would kill our whole process
 * group. */
static void take_stops(void)
{
    signal(SIGINT, SIG_IGN); /* our parent also receives it, and tells us */
    signal(SIGTERM, end_test);
    block_stops(SIG_UNBLOCK);
}

START_TEST(what_holds_in_every_run)
{
    verdict_check_after();
}

/* Run one test with Check, and report how it ended. */
static void run_test(const struct graded_test *test)
{
    const char *name = (*test->test)->name;
    Suite *suite = suite_create(grading.suite->lab);
    TCase *single = tcase_create(name);
    SRunner *runner = srunner_create(suite);

    draw_begin(grading.seed, name);
    tcase_set_timeout(single, 0); /* the harness has its own deadlines */
    tcase_add_checked_fixture(single, take_stops, NULL);
    tcase_add_test(single, *test->test);
    tcase_add_test(single, what_holds_in_every_run);
    suite_add_tcase(suite, single);
    srunner_set_fork_status(runner, CK_NOFORK); /* this process runs only this test */
    srunner_run_all(runner, CK_SILENT);

    TestResult **results = srunner_results(runner);
    if (srunner_ntests_run(runner) != 2 || !results)
        harness_failure("Check did not run %s", name);
    if (tr_rtype(results[0]) != CK_PASS)
        verdict_fail(tr_msg(results[0]));
    else if (tr_rtype(results[1]) != CK_PASS)
        verdict_breach(tr_msg(results[1]));
    else
        verdict_pass();
    _exit(0);
}

/* Make orphans of the program our children, so that they can be found and ended. */
static void adopt_orphans(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static void begin_test(const struct graded_test *test, int result)
{
    verdict_begin(result, (*test->test)->name, false);
    adopt_orphans();
    run_test(test);
}

static void begin_branch(void (*work)(void *context), void *context, int result)
{
    verdict_begin(result, suite_test(), true);
    adopt_orphans();
    work(context);
    verdict_check_after();
    verdict_pass();
    _exit(0);
}

/* The process is started, and reports on the other end of `result` how it ended. */
static void note_start(struct job *job, int result)
{
    job->result = result;
    job->since = monotonic_seconds();
    job->started = true;
}

void job_branch(struct job *job, void (*work)(void *context), void *context)
{
    int ends[2];

    fflush(NULL);
    if (pipe2(ends, O_CLOEXEC) != 0 || (job->pid = fork()) < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    if (job->pid == 0)
        begin_branch(work, context, ends[1]);
    close(ends[1]);
    note_start(job, ends[0]);
}

void job_expect_verdict(const struct job *job)
{
    if (job->end.how == NO_END)
        harness_failure("a process of the test ended without a verdict");
    if (job->end.how == ENDED_UNJUDGED)
        harness_failure("%s", job->message);
}

/* --- In the suite's process --- */

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
    note_start(job, ends[0]);
}

/* Split the report of the process. */
static void take_end(struct job *job)
{
    char *received = job->received;

    if (job->length < sizeof job->end)
        return;
    memcpy(&job->end, received, sizeof job->end);
    size_t left = job->length - sizeof job->end, picture = job->end.picture < left ? job->end.picture : left;
    job->message = received + sizeof job->end + picture;
    if (picture > 0 && (job->picture = strndup(received + sizeof job->end, picture)))
        make_plain(job->picture);
    make_plain(job->message);
}

/* Harness errors end a test's process in other ways; here something else killed it. */
static void note_violence(struct job *job, int status)
{
    if (job->end.how != NO_END || !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
        return;
    job->end = (struct test_end){.how = ENDED_FAILED, .subject = grading.suite->count};
    job->message = "the process that judges the program was killed, or stopped for too long";
}

static void end_job(struct job *job)
{
    int status = 0;

    close(job->result);
    job->result = -1;
    job->seconds = monotonic_seconds() - job->since;
    take_end(job);
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
    char *received = realloc(job->received, job->length + (size_t)got + 1);
    if (!received)
        exit(HARNESS_FAILED);
    memcpy(received + job->length, buffer, (size_t)got);
    job->received = received;
    job->length += (size_t)got;
    job->received[job->length] = '\0';
}

void jobs_listen(struct job jobs[], size_t count)
{
    struct pollfd sources[count + 1];
    struct job *heard[count + 1];
    nfds_t open = 0;

    for (size_t i = 0; i < count; i++)
        if (jobs[i].started && !jobs[i].ended) {
            sources[open] = (struct pollfd){jobs[i].result, POLLIN, 0};
            heard[open++] = &jobs[i];
        }
    if (poll(sources, open, 1000) < 0)
        return; /* interrupted */
    for (nfds_t i = 0; i < open; i++)
        if (sources[i].revents)
            read_job(heard[i]);
        else if (monotonic_seconds() - heard[i]->since > DEADLINE)
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
