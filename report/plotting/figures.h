/*
 * figures.h - the figures, drawn by gnuplot from what is written for it here.
 */
#ifndef REPORT_FIGURES_H
#define REPORT_FIGURES_H

#include "../evidence.h"

/*
 * Draw every figure into `directory`, which exists: NAME.pdf for the PDF and NAME.svg for the HTML page,
 * beside the tables and values they are drawn from. 0, or -1 after a log on standard error.
 */
int draw_figures(const char *directory, const struct evidence *evidence);

/* Is there anything to draw in these? The document asks, too. */
bool has_scale_figure(const struct evidence *evidence);
bool has_workers_figure(const struct evidence *evidence);
bool has_flight_figure(const struct evidence *evidence);
bool has_cost_figure(const struct evidence *evidence);
bool has_yours_figure(const struct evidence *evidence);
bool has_cache_figure(const struct evidence *evidence);
bool has_waterfall_figure(const struct evidence *evidence);
bool has_reuse_figure(const struct evidence *evidence);
bool has_burden_figure(const struct evidence *evidence);

/* Write what gnuplot reads: NAME.values and the tables beside it. 0, or -1 after a line. */
int write_scale_data(const char *directory, const struct evidence *evidence);
int write_strip_data(const char *directory, const struct evidence *evidence);
int write_workers_data(const char *directory, const struct evidence *evidence);
int write_flight_data(const char *directory, const struct evidence *evidence);
int write_cost_data(const char *directory, const struct evidence *evidence);
int write_order_data(const char *directory, const struct evidence *evidence);
int write_yours_data(const char *directory, const struct evidence *evidence);
int write_cache_data(const char *directory, const struct evidence *evidence);
int write_waterfall_data(const char *directory, const struct evidence *evidence);
int write_reuse_data(const char *directory, const struct evidence *evidence);
int write_burden_data(const char *directory, const struct evidence *evidence);

#endif
