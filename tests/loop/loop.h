/*
 * loop.h - what a student asks between two edits: how far am I, what next, and a hint. All of it is answered
 * from the remembered results (tests/harness/suite/results.h); nothing is run.
 */
#ifndef LOOP_LOOP_H
#define LOOP_LOOP_H

#include "../harness/suite/results.h"

/* How far a lab is. */
enum standing { UNTESTED, MISSING, CHANGED, UNCOMPILED, INCOMPLETE, COMPLETE };

struct lab {
    const char *name;
    enum standing
        standing;      /* MISSING: the lab's file; CHANGED: the results are older than it, or its suite */
    char changed[128]; /* which of the two, or "" */
    struct results results; /* where there are any, even if they are old */
};

/* From build/results/<name>. */
void lab_load(struct lab *lab, const char *name);

/* Sums over the core tests, or the stretch goals; those without a verdict count for themselves. */
struct sum {
    size_t tests, passed, unjudged;
    unsigned points, most_points;
};
struct sum lab_sum(const struct lab *lab, bool stretch);

/* The first red test of the core that has more to say than the very first, which shows a consequence alone;
 * or NULL. */
const struct remembered_test *lab_first_telling(const struct lab *lab);

/* One row for each lab, and what next. */
int status(char *const names[], size_t count);

/* What to do after a test of `name`. */
int next(const char *name, char *const names[], size_t count);

/*
 * The next hint for `test`, or for the first that fails where it is ""; number `wanted` of them where that is
 * not "". Where the test failed for a cause of another kind (harness/base/cause.h) the hints for that come
 * first. Which was shown last is remembered in build/hints/<name>.
 */
int hint(const char *name, const char *test, const char *wanted);

/*
 * Before a test of `name`: forget what is remembered of the last one where its file was another student's.
 * With SANDBOX=1, where many are graded one after the other, every other file is another's. Else one is that
 * shares less than half of its own lines with the file that was tested last.
 */
int whose(const char *name);

#endif
