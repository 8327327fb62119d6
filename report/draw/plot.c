/*
 * plot.c - files, ticks and tints for gnuplot.
 */
#include "plot.h"

#include <err.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define LEAST_TICKS 3
#define TINT        0.65 /* share of white */

FILE *plot_file(const char *directory, const char *name)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "w");
    if (!file)
        warn("%s", path);
    return file;
}

int plot_file_close(FILE *file)
{
    int failed = ferror(file);

    failed |= fclose(file);
    if (failed)
        warnx("cannot write what a figure is drawn from");
    return failed ? -1 : 0;
}

/* Ticks at these multiples within each decade. */
struct tick_steps {
    size_t count;
    double steps[7];
};

/* Write the ticks within [low, high]. If `values` is NULL, only count them. */
static size_t write_ticks(FILE *values, const struct tick_steps *steps, double low, double high,
                          const char *unit)
{
    size_t count = 0;

    if (!(low > 0) || !isfinite(high))
        return 0;
    for (int decade = (int)floor(log10(low)); decade <= (int)ceil(log10(high)); decade++) {
        for (size_t i = 0; i < steps->count; i++) {
            double tick = steps->steps[i] * pow(10, decade);
            double next = steps->steps[(i + 1) % steps->count] * pow(10, decade + (i + 1 == steps->count));
            if (tick < low || tick > high)
                continue;
            if (values)
                fprintf(values, "%s'%g%s' %g", count > 0 ? ", " : "", tick, next > high ? unit : "", tick);
            count++;
        }
    }
    return count;
}

void plot_ticks(FILE *values, const char *name, double low, double high, const char *unit)
{
    static const struct tick_steps few = {3, {1, 2, 5}}, many = {7, {1, 1.5, 2, 3, 4, 5, 7}};
    bool enough = write_ticks(NULL, &few, low, high, unit) >= LEAST_TICKS;

    fprintf(values, "%s = \"(", name);
    write_ticks(values, enough ? &few : &many, low, high, unit);
    fprintf(values, ")\"\n");
}

void plot_second_ticks(FILE *values, const char *name, double low, double high)
{
    plot_ticks(values, name, low, high, " s");
}

unsigned plot_tint(unsigned colour)
{
    unsigned tint = 0;

    for (int shift = 0; shift <= 16; shift += 8) {
        double part = (colour >> shift) & 0xff;
        tint |= (unsigned)lround(part + (255 - part) * TINT) << shift;
    }
    return tint;
}

static int compare_labels(const void *left, const void *right)
{
    double a = ((const struct plot_label *)left)->at, b = ((const struct plot_label *)right)->at;

    return (a > b) - (a < b);
}

void plot_stack_labels(struct plot_label labels[], size_t count, double line)
{
    qsort(labels, count, sizeof labels[0], compare_labels);
    for (size_t i = 1; i < count; i++)
        labels[i].at = fmax(labels[i].at, labels[i - 1].at * line);
}
