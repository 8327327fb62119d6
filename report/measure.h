/*
 * measure.h - measure every configuration of a profile.
 */
#ifndef REPORT_MEASURE_H
#define REPORT_MEASURE_H

#include <stdint.h>

#include "configuration.h"
#include "measurement.h"
#include "memory.h"
#include "profile.h"

/*
 * Start a server, then measure cycle 1 of all configurations, cycle 2 of all, and so on, so that drift hits
 * all alike; `seed` shuffles the order within a cycle. A configuration that fails has rows that say so, and
 * is left alone after it has failed twice. Then weigh each once (see weigh.h). Rows are added to
 * `measurements` and `memories`. Takes seconds to minutes. 0, or -1 after a line on standard error, or
 * because of an interrupt; then too the server has ended and its files are gone.
 */
int measure(const struct profile *profile, uint64_t seed, const struct configuration configurations[],
            size_t count, struct measurements *measurements, struct memories *memories);

#endif
