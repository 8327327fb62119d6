/*
 * timeline.h - record when each request of a run arrived and ended.
 *
 * Each figure has a server of its own: for the waterfall delays vary and connections cost something and are
 * slow, as otherwise all rows would look the same.
 */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include <stdint.h>

#include "../records/measurement.h"
#include "../records/trace.h"

/*
 * For the waterfall: one run of every reference that succeeded before, all with the same number of workers. A
 * strategy that fails is left out, after a line on standard error. 0, or -1 if the server is gone or after an
 * interrupt.
 */
int timeline_waterfall(const struct measurements *measurements, uint64_t seed, struct traces *traces);

/* For the requests in flight: a run with few workers and one with many. Returns the same. */
int timeline_flight(const struct measurements *measurements, uint64_t seed, struct traces *traces);

#endif
