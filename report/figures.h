/*
 * figures.h - the figures, drawn by gnuplot from what is written for it here.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "analysis.h"
#include "original.h"

/*
 * Draw every figure into `directory`, which exists: NAME.pdf for the PDF and NAME.svg for the HTML page,
 * beside the tables and values they are drawn from. 0, or -1 after a log on standard error.
 */
int draw_figures(const char *directory, const struct analysis *analysis, const struct original *original);

/* Write what plots/strip.gp reads: strip.values, strip.rows and strip.cycles. */
int write_strip_data(const char *directory, const struct analysis *analysis, const struct original *original);

/* Write what plots/workers.gp reads: workers.values and the tables beside it. */
int write_workers_data(const char *directory, const struct analysis *analysis);

#endif
