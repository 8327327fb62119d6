/*
 * test_process.h - run a test in a separate process, so that several run at once and none can harm another.
 */
#ifndef HARNESS_TEST_PROCESS_H
#define HARNESS_TEST_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "grading.h"
#include "verdict.h"

/* A test while its process runs, and how it ended. */
struct job {
    pid_t pid;
    int result;          /* read end of the pipe for its report; -1 when closed */
    struct test_end end; /* set once it has ended */
    char *message;       /* why it failed or has no verdict; for a passed test a note */
    char *picture;       /* as SVG, or NULL; the owner of the job frees it */
    char *received;      /* data from the pipe; the owner of the job frees it */
    size_t length;
    double since;   /* monotonic_seconds() */
    double seconds; /* that it took, for a log: no verdict depends on it */
    bool started, ended;
};

void job_start(struct job *job, const struct graded_test *test);

/* In a test: run `work` in a further process, as a test would. Its verdict goes to `job`. */
void job_branch(struct job *job, void (*work)(void *context), void *context);

/* End the test without a verdict if the branch has ended without one. */
void job_expect_verdict(const struct job *job);

/*
 * Wait until at least one of the jobs has news, a signal arrives, or a second has passed. A job that was
 * killed, or was silent for minutes because it was stopped, ends with a message that says so.
 */
void jobs_listen(struct job jobs[], size_t count);

/* Wait until one ends, without a time limit. */
void job_wait(struct job *job);

/* End the jobs that still run. */
void jobs_stop(struct job jobs[], size_t count);

/* In a test: the program to end if this process is told to stop; 0 for none. */
void suite_guard(pid_t program);

#endif
