#include "runs.h"

static const int64_t PAUSE = NANOSECONDS_A_SECOND / 2;

void runs_begin(struct runs *runs, const struct request *request, unsigned in_flight,
                unsigned *connection_run)
{
    struct run *run = &runs->newest[runs->count % RUNS_KEPT];

    if (runs->count == 0 || (in_flight == 1 && request->accepted > runs->quiet_since + PAUSE)) {
        run = &runs->newest[++runs->count % RUNS_KEPT];
        *run = (struct run){.first = request->number, .begin = request->accepted, .end = request->accepted};
    }
    run->requests++;
    if (in_flight > run->peak)
        run->peak = in_flight;
    if (*connection_run != runs->count)
        run->connections++;
    *connection_run = runs->count;
}

void runs_end(struct runs *runs, const struct request *request, int64_t finished)
{
    struct run *run = &runs->newest[runs->count % RUNS_KEPT];
    bool is_redirect = request->status >= 300 && request->status < 400 && !request->gone;
    bool is_whole = request->status == 200 && !request->gone &&
                    (request->fault.kind == FAULT_NONE || request->fault.kind == FAULT_CHUNKED);

    if (runs->count == 0 || request->number < run->first) /* it started before a reset */
        return;
    runs->quiet_since = run->end = finished;
    run->whole += is_whole;
    run->failed += !is_whole && !is_redirect;
}
