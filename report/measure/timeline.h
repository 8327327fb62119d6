/*
 * timeline.h - record when each request of a run came and went.
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
 * For the waterfall: one run of every reference that has succeeded, with as many workers for all. A strategy
 * that fails is left out, after a line on standard error. 0, or -1 where the server has gone or an interrupt
 * came.
 */
int timeline_waterfall(const struct measurements *measurements, uint64_t seed, struct traces *traces);

/* For the requests in flight: a run with few workers and one with many. Returns the same. */
int timeline_flight(const struct measurements *measurements, uint64_t seed, struct traces *traces);

#endif
