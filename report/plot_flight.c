/*
 * plot_flight.c - what the requests in flight are drawn from: a panel for each strategy, a step at each
 * change.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "findings.h"
#include "plot_values.h"

/* A request comes, is given a place, or ends. */
struct event {
    double when;
    int in_flight, served; /* by how much these change */
};

static int compare_events(const void *left, const void *right)
{
    const struct event *a = left, *b = right;

    return (a->when > b->when) - (a->when < b->when);
}

/* The numbers after each event, as a block of its own. */
static void write_steps(FILE *steps, const struct traced_run *run)
{
    struct event events[3 * MAX_TRACED_REQUESTS];
    size_t count = 0;
    int in_flight = 0, served = 0;

    for (size_t i = 0; i < run->count; i++) {
        events[count++] = (struct event){run->rows[i].accepted, 1, 0};
        events[count++] = (struct event){run->rows[i].admitted, 0, 1};
        events[count++] = (struct event){run->rows[i].end, -1, -1};
    }
    qsort(events, count, sizeof events[0], compare_events);
    fprintf(steps, "0\t0\t0\n");
    for (size_t i = 0; i < count; i++) {
        in_flight += events[i].in_flight;
        served += events[i].served;
        if (i + 1 == count || events[i + 1].when > events[i].when)
            fprintf(steps, "%g\t%d\t%d\n", events[i].when, in_flight, served);
    }
    fprintf(steps, "\n\n");
}

static void write_headline(FILE *out, const void *flight)
{
    write_plateau_headline(out, flight);
}

bool has_flight_figure(const struct evidence *evidence)
{
    return find_plateau(&evidence->flight).verdict != PLATEAU_NOT_MEASURED;
}

/* A row a strategy: its name and colours, and the blocks of its two runs, -1 where there is none. */
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

int write_flight_data(const char *directory, const struct evidence *evidence)
{
    const struct traces *flight = &evidence->flight;
    FILE *values = plot_file(directory, "flight.values");
    FILE *steps = plot_file(directory, "flight.steps");
    FILE *panels = plot_file(directory, "flight.panels");
    double end = 0;
    char subtitle[200];

    if (!values || !steps || !panels)
        return -1;
    for (size_t i = 0; i < flight->count; i++) {
        write_steps(steps, &flight->runs[i]);
        end = fmax(end, trace_end(&flight->runs[i]));
    }
    size_t count = write_panels(panels, flight);
    plot_headline(values, write_headline, flight);
    snprintf(subtitle, sizeof subtitle,
             "Requests at the server over time, for the same %d images; %d ms latency, %d places",
             FLIGHT_IMAGES, FLIGHT_LATENCY_MS, FLIGHT_CAPACITY);
    plot_text(values, "subtitle", subtitle);
    fprintf(values,
            "name = 'flight'\nwidth = 16.0\nheight = %g\nend = %g\ncapacity = %d\nfew = %d\nmany = %d\n",
            2.9 + 3.3 * ((count + 1) / 2), 1.02 * end, FLIGHT_CAPACITY, FLIGHT_FEW, FLIGHT_MANY);
    int failed = plot_file_close(values) | plot_file_close(steps) | plot_file_close(panels);
    return failed ? -1 : 0;
}
