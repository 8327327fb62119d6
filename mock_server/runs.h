/*
 * runs.h - the newest runs of a program, for the panel: half a second without a request in flight ends one.
 */
#ifndef MOCK_SERVER_RUNS_H
#define MOCK_SERVER_RUNS_H

#include "request.h"

enum { RUNS_KEPT = 32 };

struct run {
    unsigned first; /* number of its first request */
    int64_t begin, end;
    unsigned requests, whole, failed, connections, peak;
};

struct runs {
    unsigned count;      /* of all since the start or the last reset; run n, from 1, is at n % RUNS_KEPT */
    int64_t quiet_since; /* when a request was in flight last */
    struct run newest[RUNS_KEPT];
};

/* A request came, as number `in_flight` of those in flight. */
void runs_begin(struct runs *runs, const struct request *request, unsigned in_flight,
                unsigned *connection_run);

/* A request ended at `over`, or lost its client. */
void runs_end(struct runs *runs, const struct request *request, int64_t finished);

#endif
