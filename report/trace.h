/*
 * trace.h - when each request of a run came and went, as the server saw it.
 *
 * For the waterfall alone, with a server whose delays vary and whose connections cost something and are slow:
 * otherwise all rows would look the same.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "facts.h"

#define TRACED_IMAGES         24
#define TRACED_LATENCY_MS     40
#define TRACED_CONNECT_MS     12
#define TRACED_KIB_A_SECOND   600
#define MAX_TRACED_STRATEGIES 8

/* Times are seconds since the run's first connection. */
struct trace {
    size_t image;
    size_t connection;
    size_t place; /* which request on its connection, from 1 */
    double accepted, first_byte, end;
};

struct traces {
    struct traced_run {
        char strategy[32];
        size_t workers;
        struct trace rows[TRACED_IMAGES]; /* in the order of arrival */
        size_t count;
    } runs[MAX_TRACED_STRATEGIES];
    size_t count;
};

/*
 * One run of every measured strategy whose table names a number of workers for it. A strategy that fails is
 * left out, after a line on standard error. 0, or -1 where the server has gone or an interrupt came.
 */
int trace_all(const struct facts *facts, uint64_t seed, struct traces *traces);

/* When the last of its requests has ended. */
double trace_end(const struct traced_run *run);

/* To and from a CSV file. 0, or -1 after a line on standard error. */
int traces_save(const struct traces *traces, const char *path);
int traces_load(struct traces *traces, const char *path);

#endif
