/*
 * order.h - every time in the order of the run, divided by its configuration's median.
 */
#ifndef REPORT_ORDER_H
#define REPORT_ORDER_H

#include "analyse.h"

#define STRETCH 15 /* number of consecutive runs; the figure's line is their median */
#define ORDERED (MAX_CONFIGURATIONS * 16)

struct ordered {
    const struct summary *summary;
    size_t order, cycle;
    double relative;
    bool flagged;
};

/* Write them to `list`, which has room for ORDERED. Returns their number. */
size_t list_in_order(const struct analysis *analysis, struct ordered list[]);

/* The median of the stretch around `place`; NaN if none fits there. */
double stretch_median(const struct ordered list[], size_t count, size_t place);

/* The stretch farthest from 1 in either direction, and the number of its first run, counted from 1. */
struct stretch {
    double relative;
    size_t from;
};

struct stretch farthest_stretch(const struct ordered list[], size_t count);

/* Compare the last third of the run with the first. "slower" means that the machine became slower. */
struct comparison compare_thirds(const struct ordered list[], size_t count, uint64_t seed);

/* How often the first cycle is the slowest, and how often it would be by chance. */
struct first_cycles {
    size_t eligible, slowest;
    double expected;
    double chance; /* probability of so many or more; NaN if no configuration is eligible */
};

struct first_cycles count_first_cycles(const struct analysis *analysis);

#endif
