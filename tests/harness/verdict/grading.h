/*
 * grading.h - the settings of a grading run: a suite's tests, and the command line.
 */
#ifndef HARNESS_GRADING_H
#define HARNESS_GRADING_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>

enum milestone { CORE, STRETCH };

struct graded_test {
    const TTest *const *test; /* defined by TEST() */
    enum milestone milestone;
    unsigned points;
    const char *sentence; /* the test's title */
};

struct graded_suite {
    const char *lab;
    const char *begin[2];   /* the lab's functions, if not download_all() */
    bool forks;             /* the lab is about child processes */
    bool one_at_a_time;     /* at most one request in flight, whatever the number of workers */
    size_t attempts;        /* most attempts for an image while the server answers 503; 0: one */
    const char *first_step; /* what to write first, for a lab without any code */
    const struct graded_test *tests;
    size_t count;
};

#define MAX_STOPS 16

/* The settings for every run, from the command line and the table. */
struct grading {
    const struct graded_suite *suite;
    const char *program; /* absolute path of the plain build */
    const char *server;  /* path of the mock server */
    const char *root;    /* directory of the runs' directories */
    unsigned long seed;
    const char *debugger;         /* the command that runs gdb, instead of judging (debug.h); or NULL */
    const char *stops[MAX_STOPS]; /* the lab's functions in which gdb stops */
    size_t stop_count;
    size_t scenario;        /* number of the scenario to debug, from 1; 0: all */
    size_t scenarios;       /* number of scenarios begun in the last test; 0: unknown */
    size_t failed_scenario; /* the failed one; 0: none, or unknown */
    _Atomic size_t *hung;   /* hung runs of all tests so far; their processes share it */
    bool sandboxed;
    bool isolated; /* each run has separate names (isolation.h) */
};
extern struct grading grading;

/* The index in the suite's table of the test with that name; the table's count for none. */
size_t grading_place(const char *test);

#endif
