/*
 * unfinished.h - the measurements of a run that is not complete yet: report/data/unfinished.
 *
 * The file is rewritten after each row, so an interrupt, a full disk or a crash costs at most one row. The
 * data of the last complete run stay in place until those of the next run are complete.
 */
#ifndef REPORT_UNFINISHED_H
#define REPORT_UNFINISHED_H

#include <stdbool.h>
#include <stddef.h>

#include "../records/facts.h"
#include "../records/measurement.h"

/*
 * Begin a run whose `facts` are known. If the last run was interrupted with the same profile, seed, programs
 * and machine, add its rows to `measurements`; the fact `goes` counts in how many parts the run was measured.
 * Otherwise, or with `afresh`, delete its rows. Prints on standard error which of these happens. `rows` is
 * the number of all rows. 0, or -1 after a line on standard error.
 */
int unfinished_begin(struct facts *facts, bool afresh, size_t rows, struct measurements *measurements);

/* Save the current rows. 0, or -1 after a line on standard error; the rows saved before then remain. */
int unfinished_keep(const struct measurements *measurements);

/* The same for the rows of a course, by its name. Reading gives no rows if the interrupted run has not
 * reached this course. */
int unfinished_keep_course(const char *name, const struct measurements *measurements);
int unfinished_take_course(const char *name, struct measurements *measurements);

/* Delete the file: the run is complete and saved elsewhere. */
void unfinished_end(void);

#endif
