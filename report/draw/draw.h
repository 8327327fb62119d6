/*
 * draw.h - the figures, drawn by gnuplot from what is written for it here.
 *
 * A figure has no headline: what it says is a finding, and stands in the document above it.
 */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include "../analyse/analysis.h"

/*
 * Draw every figure into `directory`, which exists: NAME.svg for the page and, with `pdf`, NAME.pdf for the
 * PDF, next to the tables and values they are drawn from. 0, or -1 after a log on standard error.
 */
int draw_figures(const char *directory, const struct evidence *evidence, bool pdf);

/*
 * Write what gnuplot reads: NAME.values and the tables besides. Returns 1 where there is nothing to draw, 0
 * when done, -1 after a line on standard error.
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
