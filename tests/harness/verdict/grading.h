/*
 * grading.h - what is graded: a suite's tests, and what the command line says.
 */
#ifndef HARNESS_GRADING_H
#define HARNESS_GRADING_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

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

#define MAX_STOPS 16

/* What the command line and the table say, for every run. */
struct grading {
    const struct graded_suite *suite;
    const char *program; /* absolute path of the plain build */
    const char *server;  /* of the mock server */
    const char *root;    /* directory that holds those of the runs */
    unsigned long seed;
    const char *debugger; /* the command that runs gdb, where nothing is to be judged (debug.h); or NULL */
    const char *stops[MAX_STOPS]; /* the functions of the lab in which gdb stops it */
    size_t stop_count;
    size_t scenario;        /* of the test's, counted from 1, the only one for the debugger; 0: all of them */
    size_t scenarios;       /* so many it has begun when it was tested; 0: that is not known */
    size_t failed_scenario; /* of these; 0: none, or that is not known */
    bool sandboxed;
    bool isolated; /* each run has names of its own (isolation.h) */
};
extern struct grading grading;

/* The test of that name in the suite's table; the table's count for none. */
size_t grading_place(const char *test);

#endif
