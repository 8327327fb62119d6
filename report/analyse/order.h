/*
 * order.h - every time in the order of the run, relative to its configuration's median.
 */
#ifndef REPORT_ORDER_H
#define REPORT_ORDER_H

#include "analyse.h"

#define STRETCH 15 /* times in a row: the line in the figure is their median */
#define ORDERED (MAX_CONFIGURATIONS * 16)

struct ordered {
    const struct summary *summary;
    size_t order, cycle;
    double relative;
    bool flagged;
};

/* Write them to `list`, which has room for ORDERED; returns how many there are. */
size_t list_in_order(const struct analysis *analysis, struct ordered list[]);

/* The median of the stretch around `place`; NaN where none fits around it. */
double stretch_median(const struct ordered list[], size_t count, size_t place);

/* The stretch farthest from 1, up or down, and where it begins, counted in runs from 1. */
struct stretch {
    double relative;
    size_t from;
};

struct stretch farthest_stretch(const struct ordered list[], size_t count);

/* The last third of the run against the first: "slower" where the machine became slower. */
struct comparison compare_thirds(const struct ordered list[], size_t count, uint64_t seed);

/* How often the first cycle is the slowest, and how often chance alone would make it so. */
struct first_cycles {
    size_t eligible, slowest;
    double expected;
    double chance; /* of so many or more; NaN where none is eligible */
};

struct first_cycles count_first_cycles(const struct analysis *analysis);

#endif
