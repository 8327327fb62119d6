/*
 * plot.h - what all figures share: files, texts, axes.
 */
#ifndef REPORT_PLOT_H
#define REPORT_PLOT_H

#include <stdio.h>

#include "../records/configuration.h"

/* Open `directory`/`name` for writing; NULL after a line on standard error. */
FILE *plot_file(const char *directory, const char *name);

/* Close it. 0, or -1 after a line on standard error. */
int plot_file_close(FILE *file);

/* Write NAME as the ticks of a logarithmic axis: 1, 2 and 5 of each decade within [low, high], or more if
 * these are too few. The last tick bears the unit. */
void plot_ticks(FILE *values, const char *name, double low, double high, const char *unit);

/* The same in seconds. */
void plot_second_ticks(FILE *values, const char *name, double low, double high);

/* A colour mixed with much white. It marks waiting; the full colour marks work. */
unsigned plot_tint(unsigned colour);

/* The name of a line, and its position on a logarithmic axis. */
struct plot_label {
    double at;
    const struct strategy *strategy;
};

/* Sort the names, lowest first, and move each up until it is at least the factor `line` above the previous
 * one. */
void plot_stack_labels(struct plot_label labels[], size_t count, double line);

#endif
