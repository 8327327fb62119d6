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
 * For each experiment start a server, then measure cycle 1 of all its configurations, cycle 2 of all, and so
 * on, so that drift hits all alike; `seed` shuffles the order within a cycle. `configurations` are those of
 * the numbers of workers; each of these is weighed once, too (see weigh.h). A configuration that fails has
 * rows that say so, and is left alone after it has failed twice.
 *
 * Rows that `measurements` has already, from a run that was interrupted, are not measured again; the others
 * are added, and `keep` is called after each. Takes seconds to minutes. 0, or -1 after a line on standard
 * error, or because of an interrupt, or when `keep` returns -1; then too the server has ended and its files
 * are gone.
 */
int measure(const struct profile *profile, uint64_t seed, const struct configuration configurations[],
            size_t count, struct measurements *measurements, struct memories *memories,
            int (*keep)(const struct measurements *measurements));

/* How many rows measure() leads to. */
size_t count_rows(const struct profile *profile, const struct configuration configurations[], size_t count);

#endif
