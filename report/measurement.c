/*
 * measurement.c - the list of measurements, to and from CSV.
 */
#include "measurement.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

static const char header[] = "strategy,workers,cycle,order,wall_seconds,program_seconds,processor_seconds,"
                             "requests,peak_in_flight,connections,outcome\n";

bool measurement_succeeded(const struct measurement *measurement)
{
    return strcmp(measurement->outcome, "ok") == 0;
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
        fprintf(file, "%s,%zu,%zu,%zu,%.6f,%.6f,%.6f,%zu,%zu,%zu,%s\n", row->strategy, row->workers,
                row->cycle, row->order, row->wall_seconds, row->program_seconds, row->processor_seconds,
                row->requests, row->peak_in_flight, row->connections, row->outcome);
    }
    return whole_file_end(&whole);
}

static bool parse_row(const char *line, struct measurement *row)
{
    *row = (struct measurement){0};
    int fields =
        sscanf(line, "%31[^,],%zu,%zu,%zu,%lf,%lf,%lf,%zu,%zu,%zu,%63[^,\n]", row->strategy, &row->workers,
               &row->cycle, &row->order, &row->wall_seconds, &row->program_seconds, &row->processor_seconds,
               &row->requests, &row->peak_in_flight, &row->connections, row->outcome);
    return fields == 11;
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
