/*
 * draw.h - the figures: each writes its data here, and gnuplot draws it.
 *
 * A figure has no headline: the document states the finding above it.
 */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include "../analyse/analysis.h"

/*
 * Draw every figure into the existing `directory`: NAME.svg for the page and, with `pdf`, NAME.pdf for the
 * PDF, next to their tables and values. 0, or -1 after a log on standard error.
 */
int draw_figures(const char *directory, const struct evidence *evidence, bool pdf);

/*
 * Write the data for gnuplot: NAME.values and further tables. Returns 0 when done, 1 if there is nothing to
 * draw, -1 after a line on standard error.
 */
int write_strip(const char *directory, const struct evidence *evidence);
int write_yours(const char *directory, const struct evidence *evidence);
int write_reuse(const char *directory, const struct evidence *evidence);
int write_work(const char *directory, const struct evidence *evidence);
int write_workers(const char *directory, const struct evidence *evidence);
int write_waterfall(const char *directory, const struct evidence *evidence);
int write_flight(const char *directory, const struct evidence *evidence);
int write_cost(const char *directory, const struct evidence *evidence);
int write_order(const char *directory, const struct evidence *evidence);
int write_cache(const char *directory, const struct evidence *evidence);
int write_scale(const char *directory, const struct evidence *evidence);

#endif
