/*
 * measurement.c - read and write the list of measurements as CSV.
 */
#include "measurement.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system/files.h"

static const char header[] =
    "experiment,strategy,workers,fresh,connect_ms,work,cores,cycle,order,wall_seconds,program_seconds,"
    "user_seconds,system_seconds,voluntary_switches,involuntary_switches,request_p50_seconds,"
    "request_p99_seconds,requests,peak_in_flight,connections,outcome\n";

bool measurement_succeeded(const struct measurement *measurement)
{
    return strcmp(measurement->outcome, "ok") == 0;
}

bool measurement_is_late(const struct measurement *measurement)
{
    return strncmp(measurement->outcome, OUTCOME_LATE, strlen(OUTCOME_LATE)) == 0;
}

bool measurement_is_of(const struct measurement *measurement, const struct configuration *configuration)
{
    return strcmp(measurement->experiment, experiment_name(configuration->experiment)) == 0 &&
           strcmp(measurement->strategy, configuration->strategy->name) == 0 &&
           measurement->workers == configuration->workers && measurement->fresh == configuration->fresh &&
           measurement->connect_ms == configuration->connect_ms && measurement->work == configuration->work &&
           measurement->cores == configuration->cores;
}

struct measurement measurement_of(const struct configuration *configuration)
{
    struct measurement row = {.workers = configuration->workers,
                              .fresh = configuration->fresh,
                              .connect_ms = configuration->connect_ms,
                              .work = configuration->work,
                              .cores = configuration->cores,
                              .wall_seconds = NAN,
                              .program_seconds = NAN,
                              .user_seconds = NAN,
                              .system_seconds = NAN,
                              .request_p50 = NAN,
                              .request_p99 = NAN};

    snprintf(row.experiment, sizeof row.experiment, "%s", experiment_name(configuration->experiment));
    snprintf(row.strategy, sizeof row.strategy, "%s", configuration->strategy->name);
    return row;
}

static bool experiment_named(const char *name, enum experiment *experiment)
{
    for (*experiment = 0; *experiment < EXPERIMENT_COUNT; (*experiment)++) {
        if (strcmp(experiment_name(*experiment), name) == 0)
            return true;
    }
    return false;
}

struct configuration measurement_configuration(const struct measurement *measurement)
{
    struct configuration configuration =
        configuration_of(strategy_named(measurement->strategy), measurement->workers);

    experiment_named(measurement->experiment, &configuration.experiment);
    configuration.fresh = measurement->fresh;
    configuration.connect_ms = measurement->connect_ms;
    configuration.work = measurement->work;
    configuration.cores = measurement->cores;
    return configuration;
}

void measurements_add(struct measurements *measurements, const struct measurement *row)
{
    if (measurements->count == measurements->capacity) {
        measurements->capacity = measurements->capacity ? 2 * measurements->capacity : 64;
        measurements->rows =
            reallocarray(measurements->rows, measurements->capacity, sizeof measurements->rows[0]);
        if (!measurements->rows)
            err(EXIT_FAILURE, "report");
    }
    measurements->rows[measurements->count++] = *row;
}

int measurements_save(const struct measurements *measurements, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < measurements->count; i++) {
        const struct measurement *row = &measurements->rows[i];
        fprintf(
            file, "%s,%s,%zu,%u,%zu,%zu,%zu,%zu,%zu,%.6f,%.6f,%.6f,%.6f,%zu,%zu,%.6f,%.6f,%zu,%zu,%zu,%s\n",
            row->experiment, row->strategy, row->workers, row->fresh, row->connect_ms, row->work, row->cores,
            row->cycle, row->order, row->wall_seconds, row->program_seconds, row->user_seconds,
            row->system_seconds, row->voluntary_switches, row->involuntary_switches, row->request_p50,
            row->request_p99, row->requests, row->peak_in_flight, row->connections, row->outcome);
    }
    return whole_file_end(&whole);
}

/* Check a time that a successful run must have. */
static bool is_time(double seconds)
{
    return isfinite(seconds) && seconds > 0;
}

static const char *fault_of(const struct measurement *row)
{
    enum experiment experiment;
    const struct strategy *strategy = strategy_named(row->strategy);

    if (!experiment_named(row->experiment, &experiment))
        return "unknown experiment";
    if (!strategy)
        return "unknown strategy";
    if (row->workers == 0 || row->cycle == 0)
        return "workers and cycles begin at 1";
    if (!measurement_succeeded(row))
        return NULL;
    if (!is_time(row->program_seconds) || (strategy->role != ROLE_PEER && !is_time(row->wall_seconds)))
        return "a time must be more than 0";
    return row->user_seconds >= 0 && row->system_seconds >= 0 ? NULL : "a processor time is less than 0";
}

static const char *take_row(const char *line, void *into)
{
    struct measurement row = {0};
    int end = 0;

    sscanf(
        line,
        "%15[^,],%31[^,],%zu,%u,%zu,%zu,%zu,%zu,%zu,%lf,%lf,%lf,%lf,%zu,%zu,%lf,%lf,%zu,%zu,%zu,%63[^,\n]%n",
        row.experiment, row.strategy, &row.workers, &row.fresh, &row.connect_ms, &row.work, &row.cores,
        &row.cycle, &row.order, &row.wall_seconds, &row.program_seconds, &row.user_seconds,
        &row.system_seconds, &row.voluntary_switches, &row.involuntary_switches, &row.request_p50,
        &row.request_p99, &row.requests, &row.peak_in_flight, &row.connections, row.outcome, &end);
    if (end == 0 || line[end] != '\n')
        return "not a measurement";
    const char *fault = fault_of(&row);
    if (!fault)
        measurements_add(into, &row);
    return fault;
}

int measurements_load(struct measurements *measurements, const char *path, enum csv_fault fault)
{
    return csv_read(path, header, take_row, measurements, fault);
}

void measurements_free(struct measurements *measurements)
{
    free(measurements->rows);
    *measurements = (struct measurements){0};
}
