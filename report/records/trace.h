/*
 * trace.h - when each request of a run came and went, as the server saw it, and the CSV file that keeps it.
 *
 * For two figures: the waterfall, and the requests in flight at a server that serves so many at once and lets
 * the rest queue. measure/timeline.c records them.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include <stddef.h>

#define TRACED_IMAGES       24 /* in the waterfall */
#define TRACED_WORKERS      8  /* as many for every strategy that takes any number */
#define TRACED_LATENCY_MS   40
#define TRACED_CONNECT_MS   12
#define TRACED_KIB_A_SECOND 600

#define FLIGHT_IMAGES     200 /* in the figure of requests in flight */
#define FLIGHT_LATENCY_MS 20  /* the mean of values from half of it to half as much again */
#define FLIGHT_CAPACITY   32
#define FLIGHT_FEW        8  /* workers: fewer than the server's places, */
#define FLIGHT_MANY       64 /* and more */

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

/* When the last of its requests has ended. */
double trace_end(const struct traced_run *run);

/* Rows of all runs. */
size_t trace_rows(const struct traces *traces);

/* To and from a CSV file. 0, or -1 after a line on standard error. */
int traces_save(const struct traces *traces, const char *path);
int traces_load(struct traces *traces, const char *path);

#endif
