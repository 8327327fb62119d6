/*
 * test_process.h - a test in a process of its own, so that several run at once and none can harm another.
 */
#ifndef HARNESS_TEST_PROCESS_H
#define HARNESS_TEST_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "../suite/suite.h"

/* Where in what a test said stands what (unless it says NO_VERDICT_SAID, and why): the verdict; cause, the
 * number of scenarios that it began, and of the one that failed, each a letter from 'a'; the test that is
 * about the fault, as its place in the suite's table from FIRST_SUBJECT on; the message. */
enum { SAID_VERDICT, SAID_CAUSE, SAID_SCENARIOS, SAID_FAILED, SAID_SUBJECT, SAID_MESSAGE };

#define SAID_PASSED   'P'
#define SAID_FAILURE  'F'
#define SAID_BREACH   'B' /* it passed, but a run broke a promise that another test is about */
#define FIRST_SUBJECT '!'

/* A test while its process runs, and what it said. */
struct job {
    pid_t pid;
    int result; /* read end of the pipe on which verdict and message come; -1 when it is closed */
    char *text; /* what it said; the owner of the job frees it */
    size_t length;
    time_t since; /* of a clock that never jumps, seconds */
    bool started, ended;
};

void job_start(struct job *job, const struct graded_test *test);

/* In a test: have a process of its own do `work` as a test would. Its verdict goes to `job`. */
void job_branch(struct job *job, void (*work)(void *context), void *context);

/* End the test without a verdict where the branch, which has ended, has none. */
void job_expect_verdict(const struct job *job);

/*
 * Wait until at least one of the jobs has something to say, a signal comes, or a second has passed. A job
 * that has been killed, or has said nothing for minutes, because it was stopped, ends with a text that says
 * so.
 */
void jobs_listen(struct job jobs[], size_t count);

/* Wait for one to end, however long that takes. */
void job_wait(struct job *job);

/* End those that still run. */
void jobs_stop(struct job jobs[], size_t count);

#endif
