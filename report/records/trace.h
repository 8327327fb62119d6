/*
 * trace.h - when each request of a run arrived and ended at the server, and the CSV file that keeps it.
 *
 * For two figures: the waterfall, and the requests in flight at a server with a limited number of places and
 * a queue. measure/timeline.c records them.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include <stddef.h>

#define TRACED_IMAGES       24 /* in the waterfall */
#define TRACED_WORKERS      8  /* for every strategy that has workers */
#define TRACED_LATENCY_MS   40
#define TRACED_CONNECT_MS   12
#define TRACED_KIB_A_SECOND 600

#define FLIGHT_IMAGES     200 /* in the figure of requests in flight */
#define FLIGHT_LATENCY_MS 20  /* mean of a range from 50 % to 150 % of it */
#define FLIGHT_CAPACITY   32
#define FLIGHT_FEW        8  /* workers, fewer than the server's places */
#define FLIGHT_MANY       64 /* workers, more than the server's places */

#define MAX_TRACED_RUNS     16
#define MAX_TRACED_REQUESTS FLIGHT_IMAGES

/* Times are seconds since the run's first connection. */
struct trace {
    size_t image;
    size_t connection;
    size_t place;                               /* number of the request on its connection, from 1 */
    double accepted, admitted, first_byte, end; /* admitted: got one of the server's places */
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

/* The time at which the last of its requests ended. */
double trace_end(const struct traced_run *run);

/* The number of rows of all runs. */
size_t trace_rows(const struct traces *traces);

/* Write and read a CSV file. 0, or -1 after a line on standard error. */
int traces_save(const struct traces *traces, const char *path);
int traces_load(struct traces *traces, const char *path);

#endif
