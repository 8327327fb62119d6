/*
 * plateau.c - how many requests are in flight and served at once, and what sets that number.
 */
#include <math.h>

#include "../writing/number_text.h"
#include "findings.h"

#define AS_EXPECTED 0.10 /* relative distance */
#define LOOKS       400  /* moments at which the requests are counted */

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
    flight.served = median((struct sample){counts, LOOKS});
    flight.rate = run->count / end;
    flight.number = flight.rate * flight.time;
    return flight;
}

struct plateau_finding find_plateau(const struct traces *flight)
{
    struct plateau_finding finding = {.verdict = PLATEAU_NOT_MEASURED};
    double farthest = -1;

    for (size_t i = 0; i < flight->count; i++) {
        struct flight numbers = measure_flight(&flight->runs[i]);
        double distance = fabs(numbers.served - numbers.expected) / numbers.expected;
        if (distance <= farthest)
            continue;
        farthest = distance;
        finding.worst = &flight->runs[i];
        finding.flight = numbers;
    }
    if (finding.worst)
        finding.verdict = farthest <= AS_EXPECTED ? PLATEAU_EXPLAINED : PLATEAU_MISSED;
    return finding;
}

void write_plateau_headline(FILE *out, const struct traces *flight)
{
    struct plateau_finding finding = find_plateau(flight);

    switch (finding.verdict) {
    case PLATEAU_NOT_MEASURED:
        fprintf(out, "Requests in flight could not be measured");
        break;
    case PLATEAU_EXPLAINED:
        fprintf(out, "%d workers keep %d places busy; %d keep all %d of the server's, and the rest queue",
                FLIGHT_FEW, FLIGHT_FEW, FLIGHT_MANY, FLIGHT_CAPACITY);
        break;
    case PLATEAU_MISSED:
        fprintf(out, "%zu %s keep %.0f places busy, where %.0f were expected", finding.worst->workers,
                strategy_named(finding.worst->strategy)->unit, finding.flight.served,
                finding.flight.expected);
        break;
    }
}

void write_plateau(FILE *out, const struct traces *flight)
{
    struct plateau_finding finding = find_plateau(flight);
    double shortest = INFINITY, longest = 0;

    if (finding.verdict == PLATEAU_NOT_MEASURED)
        return;
    if (finding.verdict == PLATEAU_EXPLAINED)
        fprintf(out,
                "In every run the server serves as many at once as there are workers or places, whichever is "
                "less (within %s %%). ",
                percent_text(AS_EXPECTED).text);
    else
        fprintf(out,
                "**Not every run fills what it could: %zu %s keep %.0f places busy instead of "
                "%.0f.** ",
                finding.worst->workers, strategy_named(finding.worst->strategy)->unit, finding.flight.served,
                finding.flight.expected);
    for (size_t i = 0; i < flight->count; i++) {
        if (flight->runs[i].workers != FLIGHT_MANY)
            continue;
        double queued = measure_flight(&flight->runs[i]).queued;
        shortest = fmin(shortest, queued);
        longest = fmax(longest, queued);
    }
    if (longest > 0)
        fprintf(out,
                "With %d workers, a request waits %.0f to %.0f ms for a place before its latency of %d ms or "
                "so even "
                "begins: more workers than places make the queue longer, and nothing faster.",
                FLIGHT_MANY, 1000 * shortest, 1000 * longest, FLIGHT_LATENCY_MS);
}
