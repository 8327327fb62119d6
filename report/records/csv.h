/*
 * csv.h - read the data files strictly: reading stops at the first wrong line.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdbool.h>
#include <stddef.h>

/* Read one line into `into`. Returns NULL, or why the line is wrong. Never called for the header. */
typedef const char *take_line(const char *line, void *into);

/* What to do about a wrong line. */
enum csv_fault {
    CSV_REFUSE, /* refuse the file: -1, after a line on standard error that names file and line */
    CSV_KEEP,   /* warn and keep the lines before it: a killed run may leave a truncated row */
};

/* Read a file whose first line is `header`. 0, or -1 after a line on standard error. */
int csv_read(const char *path, const char *header, take_line *take, void *into, enum csv_fault fault);

/* Whether the file still has all the rows it had when complete. 0, or -1 after a line on standard error. */
int csv_check_rows(const char *path, size_t rows, double expected);

#endif
