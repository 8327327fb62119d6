/*
 * trace.h - when each request of a run came and went, as the server saw it.
 *
 * For two figures, each with a server of its own: the waterfall, where delays vary and connections cost
 * something and are slow, as otherwise all rows would look the same; and the requests in flight, where the
 * server serves so many at once and lets the rest queue.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "measurement.h"

#define TRACED_IMAGES       24 /* in the waterfall */
#define TRACED_LATENCY_MS   40
#define TRACED_CONNECT_MS   12
#define TRACED_KIB_A_SECOND 600

#define FLIGHT_IMAGES 200 /* in the figure of requests in flight */
#define FLIGHT_LATENCY_MS \
    20 /* on average: from half of it to half as much again, so that not all end together */
#define FLIGHT_CAPACITY 32
#define FLIGHT_FEW      8  /* workers: fewer than the server's places, */
#define FLIGHT_MANY     64 /* and more */

#define MAX_TRACED_RUNS     16
#define MAX_TRACED_REQUESTS FLIGHT_IMAGES

/* Times are seconds since the run's first connection. */
struct trace {
    size_t image;
    size_t connection;
    size_t place;                               /* which request on its connection, from 1 */
    double accepted, admitted, first_byte, end; /* admitted: it has one of the server's places */
};

struct traces {
    struct traced_run {
        char strategy[32];
        size_t workers;
        struct trace rows[MAX_TRACED_REQUESTS]; /* in the order of arrival */
        size_t count;
    } runs[MAX_TRACED_RUNS];
    size_t count;
};

/*
 * For the waterfall: one run of every strategy that has been measured, and succeeded, whose table names a
 * number of workers for it. A strategy that fails is left out, after a line on standard error. 0, or -1 where
 * the server has gone or an interrupt came.
 */
int trace_waterfall(const struct measurements *measurements, uint64_t seed, struct traces *traces);

/* For the requests in flight: a run with few workers and one with many, of every such reference that
 * takes any number. Returns the same. */
int trace_flight(const struct measurements *measurements, uint64_t seed, struct traces *traces);

/* When the last of its requests has ended. */
double trace_end(const struct traced_run *run);

/* To and from a CSV file. 0, or -1 after a line on standard error. */
int traces_save(const struct traces *traces, const char *path);
int traces_load(struct traces *traces, const char *path);

#endif
