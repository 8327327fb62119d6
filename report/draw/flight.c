/*
 * flight.c - data for the requests in flight: a panel for each strategy, a step at each change.
 */
#include <math.h>
#include <string.h>

#include "draw.h"
#include "plot.h"

#define SLICES 240 /* number of slices of the time shown */

/* The share of a moment's slice that [from, to] covers. */
static double overlap(double from, double to, double begin, double end)
{
    return fmax(0, fmin(to, end) - fmax(from, begin));
}

/* Write the mean number in each slice of the time, as one block. */
static void write_slices(FILE *slices, const struct traced_run *run, double last)
{
    double width = last / SLICES;

    for (size_t slice = 0; slice < SLICES && slice * width < trace_end(run); slice++) {
        double begin = slice * width, in_flight = 0, served = 0;
        for (size_t i = 0; i < run->count; i++) {
            in_flight += overlap(run->rows[i].accepted, run->rows[i].end, begin, begin + width);
            served += overlap(run->rows[i].admitted, run->rows[i].end, begin, begin + width);
        }
        fprintf(slices, "%g\t%g\t%g\n", begin + width / 2, in_flight / width, served / width);
    }
    fprintf(slices, "\n\n");
}

/* Write a row for each strategy: name, colours, and the blocks of its two runs (-1 if a run is missing). */
static size_t write_panels(FILE *panels, const struct traces *flight)
{
    size_t count = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        int few = -1, many = -1;
        for (size_t i = 0; i < flight->count; i++) {
            if (strcmp(flight->runs[i].strategy, strategy->name) != 0)
                continue;
            if (flight->runs[i].workers == FLIGHT_FEW)
                few = (int)i;
            else
                many = (int)i;
        }
        if (few == -1 && many == -1)
            continue;
        fprintf(panels, "%s\t%u\t%u\t%d\t%d\n", strategy->title, strategy->colour,
                plot_tint(strategy->colour), few, many);
        count++;
    }
    return count;
}

int write_flight(const char *directory, const struct evidence *evidence)
{
    const struct traces *flight = &evidence->flight;
    double end = 0;

    if (flight->count == 0)
        return 1;
    FILE *values = plot_file(directory, "flight.values");
    FILE *slices = plot_file(directory, "flight.slices");
    FILE *panels = plot_file(directory, "flight.panels");

    if (!values || !slices || !panels)
        return -1;
    for (size_t i = 0; i < flight->count; i++)
        end = fmax(end, trace_end(&flight->runs[i]));
    for (size_t i = 0; i < flight->count; i++)
        write_slices(slices, &flight->runs[i], end);
    size_t count = write_panels(panels, flight);
    fprintf(values,
            "name = 'flight'\nwidth = 16.0\nheight = %g\nend = %g\ncapacity = %d\nfew = %d\nmany = %d\n",
            0.95 + 3.3 * ((count + 1) / 2), 1.02 * end, FLIGHT_CAPACITY, FLIGHT_FEW, FLIGHT_MANY);
    int failed = plot_file_close(values) | plot_file_close(slices) | plot_file_close(panels);
    return failed ? -1 : 0;
}
