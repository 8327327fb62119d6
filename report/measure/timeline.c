/*
 * timeline.c - the server's ledger for one run of each strategy.
 */
#include "timeline.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system/files.h"
#include "../system/interrupt.h"
#include "../system/program.h"
#include "bench.h"
#include "progress.h"

#define IMAGE_BYTES      20480
#define SPREAD           0.35 /* standard deviation of the logarithm of the latency */
#define DEADLINE_SECONDS 20

/* Read the ledger's rows, then make their times relative to the first connection. */
static void read_ledger(struct traced_run *run, char *ledger)
{
    double begin = INFINITY;

    for (char *line, *rest = ledger; (line = strsep(&rest, "\n")) && run->count < MAX_TRACED_REQUESTS;) {
        struct trace *row = &run->rows[run->count];
        double connected;
        int fields =
            sscanf(line, "%*u %zu %*u 200 %zu %zu %*u %lf %lf %lf %lf %lf", &row->image, &row->connection,
                   &row->place, &connected, &row->accepted, &row->admitted, &row->first_byte, &row->end);
        if (fields != 8)
            continue; /* the header */
        begin = fmin(begin, connected);
        run->count++;
    }
    for (size_t i = 0; i < run->count; i++) {
        run->rows[i].accepted -= begin;
        run->rows[i].admitted -= begin;
        run->rows[i].first_byte -= begin;
        run->rows[i].end -= begin;
    }
}

static int trace(struct bench *bench, const struct configuration *configuration, struct traces *traces)
{
    struct traced_run *run = &traces->runs[traces->count];
    struct command_line command;

    *run = (struct traced_run){.workers = configuration->workers};
    snprintf(run->strategy, sizeof run->strategy, "%s", configuration->strategy->name);
    bench_command(bench, configuration, &command);
    struct program_run result = run_program(command.arguments, DEADLINE_SECONDS);
    char *ledger = server_command(&bench->server, "requests");
    char *reset = ledger ? server_command(&bench->server, "reset") : NULL;
    if (reset)
        read_ledger(run, ledger);
    free(ledger);
    free(reset);
    if (!reset || interrupted)
        return -1;
    if (result.status == 0 && run->count == bench->image_count) {
        traces->count++;
    } else {
        progress_clear();
        warnx("no timeline of %s: %s", configuration->label, result.outcome);
    }
    return remove_tree(bench->images);
}

static int trace_in_turn(struct bench *bench, const struct strategy *strategy, size_t workers,
                         struct traces *traces)
{
    struct configuration configuration = configuration_of(strategy, workers);

    if (traces->count == MAX_TRACED_RUNS)
        return 0;
    progress_show("timelines", SECONDS_OF_TIMELINES, configuration.label);
    return trace(bench, &configuration, traces);
}

/* Whether any of its runs succeeded. A configuration that hangs would only cost time here. */
static bool has_succeeded(const struct measurements *measurements, const struct strategy *strategy)
{
    for (size_t i = 0; i < measurements->count; i++) {
        if (measurement_succeeded(&measurements->rows[i]) &&
            strcmp(measurements->rows[i].strategy, strategy->name) == 0)
            return true;
    }
    return false;
}

int timeline_waterfall(const struct measurements *measurements, uint64_t seed, struct traces *traces)
{
    struct bench bench = {.image_count = TRACED_IMAGES, .image_bytes = IMAGE_BYTES, .seed = seed};
    char latency[48], connect[32], bandwidth[40];
    const char *const settings[] = {latency, connect, bandwidth, NULL};
    int result = 0;

    traces->count = 0;
    snprintf(latency, sizeof latency, "latency lognormal:%d:%g", TRACED_LATENCY_MS, SPREAD);
    snprintf(connect, sizeof connect, "connect-cost %d", TRACED_CONNECT_MS);
    snprintf(bandwidth, sizeof bandwidth, "bandwidth %d", TRACED_KIB_A_SECOND * 1024);
    if (bench_open(&bench, settings) == -1)
        return -1;
    for (const struct strategy *strategy = strategies; strategy->name && result == 0; strategy++) {
        if (strategy->role == ROLE_REFERENCE && has_succeeded(measurements, strategy))
            result = trace_in_turn(&bench, strategy, is_single(strategy) ? 1 : TRACED_WORKERS, traces);
    }
    progress_clear();
    bench_close(&bench);
    return result;
}

int timeline_flight(const struct measurements *measurements, uint64_t seed, struct traces *traces)
{
    struct bench bench = {.image_count = FLIGHT_IMAGES, .image_bytes = IMAGE_BYTES, .seed = seed};
    char latency[40], capacity[32];
    const char *const settings[] = {latency, capacity, NULL};
    int result = 0;

    traces->count = 0;
    snprintf(latency, sizeof latency, "latency uniform:%d:%d", FLIGHT_LATENCY_MS / 2,
             FLIGHT_LATENCY_MS * 3 / 2);
    snprintf(capacity, sizeof capacity, "capacity %d", FLIGHT_CAPACITY);
    if (bench_open(&bench, settings) == -1)
        return -1;
    for (const struct strategy *strategy = strategies; strategy->name && result == 0; strategy++) {
        if (strategy->role != ROLE_REFERENCE || is_single(strategy) || !has_succeeded(measurements, strategy))
            continue;
        result = trace_in_turn(&bench, strategy, FLIGHT_FEW, traces);
        if (result == 0)
            result = trace_in_turn(&bench, strategy, FLIGHT_MANY, traces);
    }
    progress_clear();
    bench_close(&bench);
    return result;
}
