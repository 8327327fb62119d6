/*
 * trace.c - read and write timelines as CSV.
 */
#include "trace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../system/files.h"
#include "configuration.h"
#include "csv.h"

static const char header[] = "strategy,workers,image,connection,place,accepted,admitted,first_byte,end\n";

double trace_end(const struct traced_run *run)
{
    double end = 0;

    for (size_t i = 0; i < run->count; i++)
        end = fmax(end, run->rows[i].end);
    return end;
}

size_t trace_rows(const struct traces *traces)
{
    size_t rows = 0;

    for (size_t i = 0; i < traces->count; i++)
        rows += traces->runs[i].count;
    return rows;
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

/* The run of a row; a new one when strategy or workers change; NULL if there is no room. */
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

static const char *take_row(const char *line, void *into)
{
    char strategy[32];
    size_t workers = 0;
    struct trace row = {0};
    int end = 0;

    sscanf(line, "%31[^,],%zu,%zu,%zu,%zu,%lf,%lf,%lf,%lf%n", strategy, &workers, &row.image, &row.connection,
           &row.place, &row.accepted, &row.admitted, &row.first_byte, &row.end, &end);
    if (end == 0 || line[end] != '\n')
        return "not a request";
    if (!strategy_named(strategy))
        return "unknown strategy";
    if (workers == 0 || !(row.accepted >= 0) || !(row.accepted <= row.admitted) || !isfinite(row.end) ||
        !(row.end > row.accepted))
        return "times out of order";
    struct traced_run *run = run_for(into, strategy, workers);
    if (!run)
        return "too many requests";
    run->rows[run->count++] = row;
    return NULL;
}

int traces_load(struct traces *traces, const char *path)
{
    traces->count = 0;
    return csv_read(path, header, take_row, traces, CSV_REFUSE);
}
