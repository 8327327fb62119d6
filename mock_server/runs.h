/*
 * runs.h - the newest runs of clients, for the panel. Half a second without a request in flight ends a run.
 */
#ifndef MOCK_SERVER_RUNS_H
#define MOCK_SERVER_RUNS_H

#include "request.h"

enum { RUNS_KEPT = 32 };

struct run {
    unsigned first; /* the number of its first request */
    int64_t begin, end;
    unsigned requests, whole, failed, connections, peak;
};

struct runs {
    unsigned count;      /* how many since the start or the last reset; run n, from 1, is at n % RUNS_KEPT */
    int64_t quiet_since; /* when a request was last in flight */
    struct run newest[RUNS_KEPT];
};

/* A request has arrived, and now `in_flight` requests are in flight. */
void runs_begin(struct runs *runs, const struct request *request, unsigned in_flight,
                unsigned *connection_run);

/* A request ended at `finished`, or its client left then. */
void runs_end(struct runs *runs, const struct request *request, int64_t finished);

#endif
