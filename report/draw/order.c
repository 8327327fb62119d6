/*
 * order.c - data for the order of the runs: a dot for each run, and the median of its neighbours.
 */
#include <math.h>

#include "../analyse/order.h"
#include "draw.h"
#include "plot.h"

#define WIDEST 1.5 /* times the median, or its inverse; dots beyond are drawn at the edge */
#define LEAST  1.12

/* The end of the axis: wide enough for most dots, within a limit. */
static double find_range(const struct ordered list[], size_t count)
{
    double range = LEAST;

    for (size_t i = 0; i < count; i++)
        range = fmax(range, fmax(list[i].relative, 1 / list[i].relative));
    return fmin(range, WIDEST);
}

int write_order(const char *directory, const struct evidence *evidence)
{
    static struct ordered list[ORDERED]; /* too large for the stack */
    const struct analysis *analysis = &evidence->workers;
    size_t count = list_in_order(analysis, list), cycle = 0;
    double range = find_range(list, count);
    FILE *values = plot_file(directory, "order.values");
    FILE *runs = plot_file(directory, "order.runs");
    FILE *cycles = plot_file(directory, "order.cycles");

    if (!values || !runs || !cycles)
        return -1;
    for (size_t i = 0; i < count; i++) {
        double shown = fmin(fmax(list[i].relative, 1 / range), range),
               middle = stretch_median(list, count, i);
        fprintf(runs, "%zu\t%g\t%u\t%d\t%g\t%d\t%d\n", list[i].order, shown,
                list[i].summary->configuration.strategy->colour, list[i].flagged, isnan(middle) ? -1 : middle,
                shown != list[i].relative, list[i].summary->configuration.strategy->marker);
        if (list[i].cycle != cycle)
            fprintf(cycles, "%zu\t%zu\n", list[i].order, cycle = list[i].cycle);
    }
    fprintf(values, "name = 'order'\nwidth = 16.0\nheight = 5.45\nrange = %g\nlast = %zu\n", range,
            count > 0 ? list[count - 1].order : 1);
    int failed = plot_file_close(values) | plot_file_close(runs) | plot_file_close(cycles);
    return failed ? -1 : 0;
}
