/*
 * made_up.c - cycles, memories and timelines as a test wants them.
 */
#include "report_tests.h"

#include <math.h>

struct measurements made_up;
struct memories memories;
struct analysis analysis;

static void add_all(const struct measurement *first, double seconds)
{
    for (size_t cycle = 1; cycle <= CYCLES; cycle++) {
        struct measurement row = *first;
        row.cycle = cycle;
        row.wall_seconds = seconds * (1 + 0.02 * ((cycle * 7) % CYCLES) / CYCLES);
        row.program_seconds = row.wall_seconds + 0.01;
        measurements_add(&made_up, &row);
    }
}

void add_cycles_of(const struct configuration *configuration, double seconds, double processor_seconds)
{
    struct measurement row = measurement_of(configuration);

    row.processor_seconds = processor_seconds;
    snprintf(row.outcome, sizeof row.outcome, "ok");
    add_all(&row, seconds);
}

void add_cycles_in_flight(const char *strategy, size_t workers, double seconds, size_t in_flight)
{
    struct measurement row = {.experiment = "workers",
                              .workers = workers,
                              .processor_seconds = 0.05,
                              .peak_in_flight = in_flight,
                              .outcome = "ok"};

    snprintf(row.strategy, sizeof row.strategy, "%s", strategy);
    add_all(&row, seconds);
}

void add_cycles(const char *strategy, size_t workers, double seconds)
{
    add_cycles_in_flight(strategy, workers, seconds, workers);
}

void add_memory(const char *strategy, size_t workers, size_t mebibytes)
{
    struct memory *row = &memories.rows[memories.count++];

    *row = (struct memory){.workers = workers, .processes = 1, .bytes = mebibytes << 20, .outcome = "ok"};
    snprintf(row->strategy, sizeof row->strategy, "%s", strategy);
}

void add_failure(const char *strategy, size_t workers, const char *outcome)
{
    struct measurement row = {.experiment = "workers",
                              .workers = workers,
                              .cycle = 1,
                              .wall_seconds = NAN,
                              .processor_seconds = NAN};

    snprintf(row.strategy, sizeof row.strategy, "%s", strategy);
    snprintf(row.outcome, sizeof row.outcome, "%s", outcome);
    measurements_add(&made_up, &row);
}

void add_threads(double five, double ten, double twenty, double fifty)
{
    add_cycles("threads", 5, five);
    add_cycles("threads", 10, ten);
    add_cycles("threads", 20, twenty);
    add_cycles("threads", 50, fifty);
}

void analyse_made_up(void)
{
    analysis.images = 200;
    analysis.latency = 0.02;
    analysis.cycles = CYCLES;
    analysis.seed = 1;
    analyse(&analysis, &made_up, &memories);
}

void forget(void)
{
    measurements_free(&made_up);
    memories.count = 0;
}

void add_run(struct traces *traces, const char *strategy, double each)
{
    struct traced_run *run = &traces->runs[traces->count++];

    *run = (struct traced_run){.workers = 1, .count = TRACED_IMAGES};
    snprintf(run->strategy, sizeof run->strategy, "%s", strategy);
    for (size_t i = 0; i < run->count; i++)
        run->rows[i] = (struct trace){i + 1, 1, i + 1, i * each, i * each, (i + 0.5) * each, (i + 1) * each};
}
