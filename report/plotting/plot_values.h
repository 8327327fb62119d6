/*
 * plot_values.h - what the figures share: their files, their texts, their axes.
 */
#ifndef REPORT_PLOT_VALUES_H
#define REPORT_PLOT_VALUES_H

#include <stdio.h>

/* Open `directory`/`name` for writing; NULL after a line on standard error. */
FILE *plot_file(const char *directory, const char *name);

/* Close it. 0, or -1 after a line on standard error. */
int plot_file_close(FILE *file);

/* Write NAME = 'text' for gnuplot, with what is special to it escaped. */
void plot_text(FILE *values, const char *name, const char *text);

/* Write the headline that a finding gives. */
void plot_headline(FILE *values, void (*write)(FILE *out, const void *data), const void *data);

/* Write NAME as the ticks of a logarithmic axis, 1, 2 and 5 of each decade within [low, high], more where
 * these are too few; the last bears the unit. */
void plot_ticks(FILE *values, const char *name, double low, double high, const char *unit);

/* The same in seconds. */
void plot_second_ticks(FILE *values, const char *name, double low, double high);

/* A colour mixed with much white: what waits, where the full colour works. */
unsigned plot_tint(unsigned colour);

#endif
