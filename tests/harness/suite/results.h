/*
 * results.h - the verdicts of a suite's last complete run, saved in a file, so that make status and make hint
 * need not run it again.
 *
 * One row for each test in the suite's order, separated by tabs: passed, failed, broken (it passed before) or
 * unjudged, with a slash and the cause if there is one; core or stretch; its points; its name; its title; the
 * number of scenarios begun, with a slash and the number of the failed one; the run's seed; the name of the
 * test that is about the fault; the line of the lab's file that the failure names. If the lab did not
 * compile, the file holds "does not compile" instead, and the rows before that are in a file with the suffix
 * ".before".
 */
#ifndef HARNESS_RESULTS_H
#define HARNESS_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/cause.h"

#define MAX_TESTS 64 /* of a suite; suite.c refuses one that has more */

struct remembered_test {
    bool passed, stretch;
    bool unjudged;   /* without a verdict, because of a harness error */
    bool was_passed; /* it passed before, and fails now */
    enum cause cause;
    size_t scenarios;       /* number of scenarios begun; 0: unknown */
    size_t failed_scenario; /* number of the failed one, from 1; 0: none, or unknown */
    unsigned long seed;     /* the run's seed */
    unsigned points;        /* points for passing */
    char name[80];
    char sentence[120];
    char subject[80]; /* the name of the test that is about the fault: its own, mostly */
    char place[120];  /* "labs/threads/threads.c:41", or "" */
};

struct results {
    bool compiles;
    size_t count;
    struct remembered_test tests[MAX_TESTS];
};

/* Write `path`, completely or not at all. 0, or -1 after a line on standard error. */
int results_save(const struct results *results, const char *path);

/* Read `path`. 0, or -1 if there is no valid file. */
int results_load(struct results *results, const char *path);

/* The same for the last time that the lab compiled. */
int results_load_last(struct results *results, const char *path);

/* The test with that name, or NULL. */
const struct remembered_test *results_find(const struct results *results, const char *name);

/* The first failed test (one without a verdict has not failed): of the core, else of the stretch goals; NULL
 * if all passed. */
const struct remembered_test *results_first_red(const struct results *results);

#endif
