/*
 * configuration.h - what is measured: the table of strategies, and the configurations that come of it.
 *
 * The table in configuration.c drives measuring, figures and document: a strategy more is a line more.
 */
#ifndef REPORT_CONFIGURATION_H
#define REPORT_CONFIGURATION_H

#include <stddef.h>

#define MAX_WORKER_COUNTS  12
#define MAX_CONFIGURATIONS 128

struct strategy {
    const char *name;                  /* in the CSV files, the document and original.csv */
    const char *program;               /* path of the program from the root of the kit */
    const char *unit;                  /* what a worker is, in the plural: "threads" */
    unsigned colour;                   /* 0xRRGGBB, the same in every figure */
    size_t workers[MAX_WORKER_COUNTS]; /* ascending, ended by 0 */
};

struct configuration {
    const struct strategy *strategy;
    size_t workers;
    char label[48]; /* "50 threads", or the name alone where a strategy has one number of workers */
};

/* Every strategy, in the order of the report; ended by one without a name. */
extern const struct strategy strategies[];

/* The strategy of that name, or NULL. */
const struct strategy *strategy_named(const char *name);

/* Fill in the configuration of `workers` workers of a strategy. */
struct configuration configuration_of(const struct strategy *strategy, size_t workers);

/* Write all configurations to `list`; returns how many there are. */
size_t list_configurations(struct configuration list[MAX_CONFIGURATIONS]);

#endif
