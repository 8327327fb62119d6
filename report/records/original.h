/*
 * original.h - the 120 timings of the original course work.
 */
#ifndef REPORT_ORIGINAL_H
#define REPORT_ORIGINAL_H

#include <stddef.h>

#define MAX_ORIGINAL_ROWS   16
#define MAX_ORIGINAL_CYCLES 10
#define ORIGINAL_IMAGES     200

/* The value that its table prints for 5 threads, in seconds. The mean of its timings differs. */
#define ORIGINAL_PRINTED_5_THREADS 5.05

struct original {
    struct original_row {
        char strategy[32];
        size_t workers;
        double seconds[MAX_ORIGINAL_CYCLES];
        size_t count;
    } rows[MAX_ORIGINAL_ROWS];
    size_t count;
};

/* Read the CSV file. 0, or -1 after a line on standard error. */
int original_load(struct original *original, const char *path);

/* The row of a configuration, or NULL. */
const struct original_row *original_row(const struct original *original, const char *strategy,
                                        size_t workers);

#endif
