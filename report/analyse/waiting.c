/*
 * waiting.c - section "Why waiting can be shared": the waterfall, and Little's law for the requests in
 * flight.
 */
#include <math.h>
#include <string.h>

#include "waiting.h"

#define LOOKS 400 /* number of moments at which to count the requests */

static size_t served_at(const struct traced_run *run, double moment)
{
    size_t count = 0;

    for (size_t i = 0; i < run->count; i++)
        count += run->rows[i].admitted <= moment && moment < run->rows[i].end;
    return count;
}

struct flight measure_flight(const struct traced_run *run)
{
    struct flight flight = {.expected = fmin(run->workers, FLIGHT_CAPACITY)};
    double end = trace_end(run), counts[LOOKS];

    for (size_t i = 0; i < run->count; i++) {
        flight.time += (run->rows[i].end - run->rows[i].accepted) / run->count;
        flight.queued += (run->rows[i].admitted - run->rows[i].accepted) / run->count;
    }
    for (size_t i = 0; i < LOOKS; i++)
        counts[i] = served_at(run, end * (0.25 + 0.5 * i / LOOKS));
    flight.served = median((struct sample){counts, NULL, LOOKS});
    flight.rate = run->count / end;
    flight.number = flight.rate * flight.time;
    return flight;
}

/* With one run each, this cannot show which strategy is faster; it shows only that concurrent waiting saves
 * time. */
static void put_waterfall(cJSON *facts, const struct traces *traces)
{
    cJSON *waterfall = put_object(facts, "waterfall");
    const struct traced_run *sequential = NULL, *first = NULL, *last = NULL;
    size_t done = 0;

    for (size_t i = 0; i < traces->count; i++) {
        const struct traced_run *run = &traces->runs[i];
        if (strcmp(run->strategy, "sequential") == 0) {
            sequential = run;
            continue;
        }
        if (!first || trace_end(run) < trace_end(first))
            first = run;
        if (!last || trace_end(run) > trace_end(last))
            last = run;
    }
    put_flag(waterfall, "drawn", traces->count > 1);
    put_count(waterfall, "images", TRACED_IMAGES);
    put_count(waterfall, "workers", TRACED_WORKERS);
    put_count(waterfall, "latency_ms", TRACED_LATENCY_MS);
    put_count(waterfall, "connect_ms", TRACED_CONNECT_MS);
    put_count(waterfall, "kib_a_second", TRACED_KIB_A_SECOND);
    put_flag(waterfall, "shorter", sequential && last && trace_end(last) < trace_end(sequential));
    if (!sequential || !first)
        return;
    for (size_t i = 0; i < sequential->count; i++)
        done += sequential->rows[i].end <= trace_end(last);
    put_seconds(waterfall, "sequential", trace_end(sequential));
    put_seconds(waterfall, "first", trace_end(first));
    put_seconds(waterfall, "last", trace_end(last));
    put_count(waterfall, "done", done);
}

static void put_flight_row(cJSON *rows, const struct traced_run *run, const struct flight *flight)
{
    cJSON *row = add_object(rows);

    put_text(row, "title", "%s", strategy_named(run->strategy)->title);
    put_count(row, "workers", run->workers);
    put_text(row, "rate", "%.0f", flight->rate);
    put_text(row, "time", "%.1f", 1000 * flight->time);
    put_text(row, "queued", "%.1f", 1000 * flight->queued);
    put_text(row, "number", "%.1f", flight->number);
    put_text(row, "served", "%.0f", flight->served);
}

void put_waiting(cJSON *facts, const struct evidence *evidence)
{
    const struct traces *traces = &evidence->flight;
    cJSON *flight = put_object(facts, "flight"), *rows = put_list(flight, "rows");
    double shortest = INFINITY, longest = 0, farthest = 0;

    put_waterfall(facts, &evidence->waterfall);
    for (size_t i = 0; i < traces->count; i++) {
        struct flight one = measure_flight(&traces->runs[i]);
        put_flight_row(rows, &traces->runs[i], &one);
        farthest = fmax(farthest, fabs(one.served - one.expected) / one.expected);
        if (traces->runs[i].workers != FLIGHT_MANY)
            continue;
        shortest = fmin(shortest, one.queued);
        longest = fmax(longest, one.queued);
    }
    put_flag(flight, "drawn", traces->count > 0);
    put_count(flight, "few", FLIGHT_FEW);
    put_count(flight, "many", FLIGHT_MANY);
    put_count(flight, "capacity", FLIGHT_CAPACITY);
    put_count(flight, "images", FLIGHT_IMAGES);
    put_count(flight, "latency_ms", FLIGHT_LATENCY_MS);
    put_percent(flight, "farthest", farthest);
    put_flag(flight, "full", farthest <= AS_EXPECTED);
    put_text(flight, "queued_shortest", "%.0f", 1000 * shortest);
    put_text(flight, "queued_longest", "%.0f", 1000 * longest);
}
