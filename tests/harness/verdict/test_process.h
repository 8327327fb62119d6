/*
 * test_process.h - a test in a process of its own, so that several run at once and none can harm another.
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
    int result;          /* read end of the pipe on which its end comes; -1 when it is closed */
    struct test_end end; /* once it has ended */
    char *message;       /* why it failed, or has no verdict; a note where it passed */
    char *picture;       /* as SVG, or NULL; the owner of the job frees it */
    char *received;      /* what came on the pipe; the owner of the job frees it */
    size_t length;
    double since;   /* monotonic_seconds() */
    double seconds; /* that it took, for a log: no verdict depends on it */
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

/* In a test: the program that must end with its process, should that be told to stop; 0 for none. */
void suite_guard(pid_t program);

#endif
