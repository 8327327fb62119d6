/*
 * measure.h - measure every configuration of every experiment of a profile.
 */
#ifndef REPORT_MEASURE_H
#define REPORT_MEASURE_H

#include <stdint.h>

#include "../records/configuration.h"
#include "../records/measurement.h"
#include "../records/memory.h"
#include "profile.h"

/*
 * For each experiment, start a server and measure cycle 1 of all its configurations, then cycle 2 of all, and
 * so on, so that drift affects all alike. `seed` shuffles the order within a cycle. `configurations` are
 * those for the numbers of workers; the memory of each is also measured once (see weigh.h). A configuration
 * that fails gets rows that say so, and is left out after two failures.
 *
 * `measurements` may already hold rows of an interrupted run. They are not measured again; the others are
 * added, and `keep` is called after each. Takes seconds to minutes. 0, or -1 after a line on standard error,
 * because of an interrupt, or when `keep` returns -1. In each case the server has ended and its files are
 * removed.
 */
int measure(const struct profile *profile, uint64_t seed, const struct configuration configurations[],
            size_t count, struct measurements *measurements, struct memories *memories,
            int (*keep)(const struct measurements *measurements));

/* The number of rows that measure() produces. */
size_t count_rows(const struct profile *profile, const struct configuration configurations[], size_t count);

#endif
