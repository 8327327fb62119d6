/*
 * tables.h - the document's tables, as Markdown pipe tables without their captions.
 */
#ifndef REPORT_TABLES_H
#define REPORT_TABLES_H

#include <stdbool.h>
#include <stdio.h>

#include "../records/original.h"
#include "../records/trace.h"
#include "../statistics/analysis.h"

/* Mean, median and interval of every configuration, beside the original's; the original's others come after.
 */
void write_times_table(FILE *out, const struct analysis *analysis, const struct original *original);

/* The bound of every configuration, and how many requests were in flight, by Little's law and at most. */
void write_bound_table(FILE *out, const struct analysis *analysis);

/* The best number of workers of every strategy. */
void write_optimum_table(FILE *out, const struct analysis *analysis);

/* Processor time, memory and connections. */
void write_cost_table(FILE *out, const struct analysis *analysis);

/* The original's mistake made again, the same without it, and the original's own times. */
void write_mistake_table(FILE *out, const struct analysis *analysis, const struct original *original);

/* Rate, time and number in flight of each run. */
void write_flight_table(FILE *out, const struct traces *flight);

#endif
