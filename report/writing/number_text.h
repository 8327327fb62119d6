/*
 * number_text.h - numbers as a reader should see them, the same in figures, tables and sentences.
 *
 * Each result lives until the end of the full expression it is used in.
 */
#ifndef REPORT_NUMBER_TEXT_H
#define REPORT_NUMBER_TEXT_H

#include "../statistics/statistics.h"

#define MEBIBYTE 1048576.0

struct number_text {
    char text[48];
};

/* Three significant digits or so: 26.4, 4.06, 0.823, 0.064; a dash for NaN. */
struct number_text seconds_text(double seconds);

/* "4.05 – 4.08", in seconds. */
struct number_text interval_text(struct interval interval);

/* How many times: 63, 8.4, 1.04. */
struct number_text ratio_text(double ratio);

/* "58 to 66". */
struct number_text ratio_interval_text(struct interval interval);

/* Ratios near 1, to the third decimal where they are nearer than a tenth: 1.004, 0.98, 1.4. */
struct number_text factor_text(double ratio);
struct number_text factor_interval_text(struct interval interval);

/* Per cent: 97.9, 5. */
struct number_text percent_text(double share);

#endif
