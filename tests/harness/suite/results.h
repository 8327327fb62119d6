/*
 * results.h - the verdicts of a suite's last whole run, remembered in a file, so that what comes after it
 * (make status, make hint) need not run it again.
 *
 * A row a test, in the suite's order, tab-separated: passed, failed, broken where it had passed before, or
 * unjudged, and the cause behind a slash where it has one; core or stretch; the points it brings; its name;
 * its sentence; how many scenarios it began, and behind a slash the one that failed; the run's seed. In the
 * place of all rows "does not compile" may stand; the rows before that are in a file with ".before" behind
 * its name then.
 */
#ifndef HARNESS_RESULTS_H
#define HARNESS_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/cause.h"

#define MOST_TESTS 64

struct remembered_test {
    bool passed, stretch;
    bool unjudged;   /* a harness error has left it without a verdict */
    bool was_passed; /* it has passed before, and does not now */
    enum cause cause;
    size_t scenarios;       /* that it began; 0: that is not remembered */
    size_t failed_scenario; /* of these, from 1; 0: none, or it is not known */
    unsigned long seed;     /* of the run */
    unsigned points;        /* that it brings when it passes */
    char name[80];
    char sentence[120];
};

struct results {
    bool compiles;
    size_t count;
    struct remembered_test tests[MOST_TESTS];
};

/* Write `path`, in one piece. 0, or -1 after a line on standard error. */
int results_save(const struct results *results, const char *path);

/* Read `path`. 0, or -1 where there is none that can be read. */
int results_load(struct results *results, const char *path);

/* The same of the last time that it compiled. */
int results_load_last(struct results *results, const char *path);

/* The test of that name; NULL where there is none. */
const struct remembered_test *results_find(const struct results *results, const char *name);

/* The first that has failed (one without a verdict has not), of the core if there is one, else of the stretch
 * goals; NULL where all passed.
 */
const struct remembered_test *results_first_red(const struct results *results);

#endif
