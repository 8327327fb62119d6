/*
 * unfinished.h - what has been measured of a run that is not complete yet: report/data/unfinished.
 *
 * It is written whole after each row, so that an interrupt, a full disk or a crash costs one row at most, and
 * the data of the last complete run stay what they are until those of the next are complete.
 */
#ifndef REPORT_UNFINISHED_H
#define REPORT_UNFINISHED_H

#include <stdbool.h>
#include <stddef.h>

#include "../records/facts.h"
#include "../records/measurement.h"

/*
 * Begin a run, `facts` being known of it already. Where the last one was interrupted, and profile, seed,
 * programs and machine are the same, its rows are added to `measurements`, and the fact `goes` counts in how
 * many goes the run was measured; otherwise, and with `afresh`, nothing stays of it. Tells which on standard
 * error; `rows` is how many there are in all. 0, or -1 after a line on standard error.
 */
int unfinished_begin(struct facts *facts, bool afresh, size_t rows, struct measurements *measurements);

/* Keep what there is now. 0, or -1 after a line on standard error; then what was kept before is still there.
 */
int unfinished_keep(const struct measurements *measurements);

/* The same for the rows of a course, which has a name; and those that an interrupted run has left, none where
 * it has not come so far. */
int unfinished_keep_course(const char *name, const struct measurements *measurements);
int unfinished_take_course(const char *name, struct measurements *measurements);

/* The run is complete, and saved elsewhere. */
void unfinished_end(void);

#endif
