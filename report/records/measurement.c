/*
 * measurement.c - the list of measurements, to and from CSV.
 */
#include "measurement.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../system/files.h"
#include "../system/program.h"

static const char header[] =
    "experiment,strategy,workers,fresh,connect_ms,work,cycle,order,wall_seconds,program_seconds,"
    "processor_seconds,requests,peak_in_flight,connections,outcome\n";

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
           measurement->connect_ms == configuration->connect_ms && measurement->work == configuration->work;
}

struct measurement measurement_of(const struct configuration *configuration)
{
    struct measurement row = {.workers = configuration->workers,
                              .fresh = configuration->fresh,
                              .connect_ms = configuration->connect_ms,
                              .work = configuration->work};

    snprintf(row.experiment, sizeof row.experiment, "%s", experiment_name(configuration->experiment));
    snprintf(row.strategy, sizeof row.strategy, "%s", configuration->strategy->name);
    return row;
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
        fprintf(file, "%s,%s,%zu,%u,%zu,%zu,%zu,%zu,%.6f,%.6f,%.6f,%zu,%zu,%zu,%s\n", row->experiment,
                row->strategy, row->workers, row->fresh, row->connect_ms, row->work, row->cycle, row->order,
                row->wall_seconds, row->program_seconds, row->processor_seconds, row->requests,
                row->peak_in_flight, row->connections, row->outcome);
    }
    return whole_file_end(&whole);
}

static bool parse_row(const char *line, struct measurement *row)
{
    *row = (struct measurement){0};
    int fields =
        sscanf(line, "%15[^,],%31[^,],%zu,%u,%zu,%zu,%zu,%zu,%lf,%lf,%lf,%zu,%zu,%zu,%63[^,\n]",
               row->experiment, row->strategy, &row->workers, &row->fresh, &row->connect_ms, &row->work,
               &row->cycle, &row->order, &row->wall_seconds, &row->program_seconds, &row->processor_seconds,
               &row->requests, &row->peak_in_flight, &row->connections, row->outcome);
    return fields == 15;
}

int measurements_load(struct measurements *measurements, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[512];
    int result = 0;

    if (!file) {
        warn("%s", path);
        return -1;
    }
    for (size_t number = 1; result == 0 && fgets(line, sizeof line, file); number++) {
        struct measurement row;
        if (number == 1 ? strcmp(line, header) != 0 : !parse_row(line, &row)) {
            warnx("%s, line %zu: not a measurement", path, number);
            result = -1;
        } else if (number > 1) {
            measurements_add(measurements, &row);
        }
    }
    fclose(file);
    return result;
}

void measurements_free(struct measurements *measurements)
{
    free(measurements->rows);
    *measurements = (struct measurements){0};
}
