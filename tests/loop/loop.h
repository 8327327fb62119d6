/*
 * loop.h - a student's questions between two edits: how far am I, what comes next, and a hint. All answers
 * come from the remembered results (tests/harness/suite/results.h); no test runs.
 */
#ifndef LOOP_LOOP_H
#define LOOP_LOOP_H

#include "../harness/suite/results.h"

/* How far a lab is. */
enum standing { UNTESTED, MISSING, CHANGED, UNCOMPILED, INCOMPLETE, COMPLETE };

struct lab {
    const char *name;
    enum standing standing; /* MISSING: no file; CHANGED: the file or its suite is newer than the results */
    char changed[128];      /* the name of what has changed, or "" */
    struct results results; /* the last results, even if outdated */
};

/* Read from build/results/<name>. */
void lab_load(struct lab *lab, const char *name);

/* Is its core green, as it is now? */
bool lab_is_complete(const char *name);

/* Sums over the core tests, or the stretch goals. Tests without a verdict are counted separately. */
struct sum {
    size_t tests, passed, unjudged;
    unsigned points, most_points;
};
struct sum lab_sum(const struct lab *lab, bool stretch);

/* The first red core test that says more than the first one, which may show only a consequence; or NULL. */
const struct remembered_test *lab_first_telling(const struct lab *lab);

/* Print one row for each lab, and what to do next. */
int status(char *const names[], size_t count);

/* Print what to do after a test of `name`. */
int next(const char *name, char *const names[], size_t count);

/*
 * Print the next hint for `test` ("": the first red test), or hint number `wanted` if it is not "". If the
 * test failed for a known cause (harness/base/cause.h), the hints for that cause come first.
 * build/hints/<name> remembers the last hint shown.
 */
int hint(const char *name, const char *test, const char *wanted);

/*
 * Before a test of `name`: forget the remembered results if they belong to another student's file. With
 * SANDBOX=1, when many files are graded one after another, every different file is another student's.
 * Otherwise it is another's if the last file tested shares less than half of its lines with it.
 */
int whose(const char *name);

#endif
