/*
 * csv.h - read the data files: each line must be right, or reading stops at the one that is not.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>

/* Takes one line, without its header, into `into`. Returns why it is not right, or NULL. */
typedef const char *take_line(const char *line, void *into);

/* What to do with a line that is not right. */
enum csv_fault {
    CSV_REFUSE, /* the file is worth nothing: -1, after a line on standard error that names file and line */
    CSV_KEEP, /* keep the lines before it, after a line that says so: the last row of a run that was killed */
};

/* Read a file whose first line is `header`. 0, or -1 after a line on standard error. */
int csv_read(const char *path, const char *header, take_line *take, void *into, enum csv_fault fault);

/* Has the file as many rows as it had when it was complete? 0, or -1 after a line on standard error. */
int csv_check_rows(const char *path, size_t rows, double expected);

#endif
