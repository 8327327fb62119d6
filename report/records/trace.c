/*
 * trace.c - the server's ledger of one run of each strategy, to and from CSV.
 */
#include "trace.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../measuring/bench.h"
#include "../measuring/progress.h"
#include "../system/files.h"
#include "../system/interrupt.h"
#include "../system/program.h"

#define IMAGE_BYTES      20480
#define SPREAD           0.35 /* of the logarithm of the latency */
#define DEADLINE_SECONDS 20

static const char header[] = "strategy,workers,image,connection,place,accepted,admitted,first_byte,end\n";

double trace_end(const struct traced_run *run)
{
    double end = 0;

    for (size_t i = 0; i < run->count; i++)
        end = fmax(end, run->rows[i].end);
    return end;
}

/* The ledger's rows, with times as they are there; then made relative to the first connection. */
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
    progress_show(&(struct progress){"timelines", 0, 0, SECONDS_AFTER_MEASURING - 2}, configuration.label);
    return trace(bench, &configuration, traces);
}

/* Has any run of it succeeded? One that hangs would only cost time here. */
static bool has_succeeded(const struct measurements *measurements, const struct strategy *strategy)
{
    for (size_t i = 0; i < measurements->count; i++) {
        if (measurement_succeeded(&measurements->rows[i]) &&
            strcmp(measurements->rows[i].strategy, strategy->name) == 0)
            return true;
    }
    return false;
}

int trace_waterfall(const struct measurements *measurements, uint64_t seed, struct traces *traces)
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
        if (strategy->traced > 0 && has_succeeded(measurements, strategy))
            result = trace_in_turn(&bench, strategy, strategy->traced, traces);
    }
    progress_clear();
    bench_close(&bench);
    return result;
}

int trace_flight(const struct measurements *measurements, uint64_t seed, struct traces *traces)
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
        if (strategy->traced == 0 || is_single(strategy) || !has_succeeded(measurements, strategy))
            continue;
        result = trace_in_turn(&bench, strategy, FLIGHT_FEW, traces);
        if (result == 0)
            result = trace_in_turn(&bench, strategy, FLIGHT_MANY, traces);
    }
    progress_clear();
    bench_close(&bench);
    return result;
}

int traces_save(const struct traces *traces, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < traces->count; i++) {
        const struct traced_run *run = &traces->runs[i];
        for (size_t k = 0; k < run->count; k++) {
            const struct trace *row = &run->rows[k];
            fprintf(file, "%s,%zu,%zu,%zu,%zu,%.6f,%.6f,%.6f,%.6f\n", run->strategy, run->workers, row->image,
                    row->connection, row->place, row->accepted, row->admitted, row->first_byte, row->end);
        }
    }
    return whole_file_end(&whole);
}

/* The run that a row belongs to, a new one where strategy or workers change; NULL where there is no room. */
static struct traced_run *run_for(struct traces *traces, const char *strategy, size_t workers)
{
    struct traced_run *last = traces->count > 0 ? &traces->runs[traces->count - 1] : NULL;

    if (!last || strcmp(last->strategy, strategy) != 0 || last->workers != workers) {
        if (traces->count == MAX_TRACED_RUNS)
            return NULL;
        last = &traces->runs[traces->count++];
        *last = (struct traced_run){.workers = workers};
        snprintf(last->strategy, sizeof last->strategy, "%s", strategy);
    }
    return last->count < MAX_TRACED_REQUESTS ? last : NULL;
}

int traces_load(struct traces *traces, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[256], strategy[32];

    traces->count = 0;
    if (!file || !fgets(line, sizeof line, file) || strcmp(line, header) != 0) {
        warnx("%s: no list of requests", path);
        if (file)
            fclose(file);
        return -1;
    }
    while (fgets(line, sizeof line, file)) {
        struct trace row;
        size_t workers;
        if (sscanf(line, "%31[^,],%zu,%zu,%zu,%zu,%lf,%lf,%lf,%lf", strategy, &workers, &row.image,
                   &row.connection, &row.place, &row.accepted, &row.admitted, &row.first_byte, &row.end) != 9)
            continue;
        struct traced_run *run = run_for(traces, strategy, workers);
        if (run)
            run->rows[run->count++] = row;
    }
    fclose(file);
    return 0;
}
