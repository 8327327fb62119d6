/*
 * plot_workers.c - what the figure of time against workers is drawn from.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "figures.h"
#include "findings.h"
#include "number_text.h"
#include "plot_values.h"

#define HEIGHT_CENTIMETRES 9.6
#define TICK_DISTANCE      1.18 /* smallest factor between two labelled numbers of workers */
#define DODGE              1.02 /* factor between the points of two strategies with the same number of workers */
/* Workers from which on a mark has room for the name of the bound at its left. */
#define ROOM_FOR_NAME 5

struct plot_range {
    double low, high;                  /* of the axis of times */
    double line;                       /* factor between two lines of text */
    size_t most_workers;               /* measured */
    size_t anchor;                     /* the number of workers whose mark of the bound bears its name */
    size_t counts[MAX_CONFIGURATIONS]; /* the numbers of workers that were measured, ascending */
    size_t count;
};

static int compare_sizes(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

/* The axis goes below the bound by as many lines as there are intervals of the best, and two for their text.
 */
static struct plot_range find_range(const struct analysis *analysis)
{
    struct plot_range range = {.low = INFINITY};

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count == 0)
            continue;
        range.low = fmin(range.low, summary->bound);
        range.high = fmax(range.high, summary->interval.high * 1.4);
        range.counts[range.count++] = summary->configuration.workers;
    }
    qsort(range.counts, range.count, sizeof range.counts[0], compare_sizes);
    range.most_workers = range.counts[range.count - 1];
    range.anchor = range.most_workers;
    for (size_t i = range.count; i > 0 && range.counts[i - 1] >= ROOM_FOR_NAME; i--)
        range.anchor = range.counts[i - 1];
    double lines = analysis->optimum_count + 2.5, all = 15;
    range.line = pow(range.high / range.low, 1 / (all - lines));
    range.low /= pow(range.line, lines);
    return range;
}

static void write_headline(FILE *values, const struct analysis *analysis)
{
    char *headline = NULL;
    size_t size;
    FILE *text = open_memstream(&headline, &size);

    if (!text)
        return;
    write_workers_headline(text, analysis);
    fclose(text);
    plot_text(values, "headline", headline);
    free(headline);
}

static void write_worker_ticks(FILE *values, const struct plot_range *range)
{
    double last = 0;

    fprintf(values, "worker_ticks = \"(");
    for (size_t i = 0; i < range->count; i++) {
        if (range->counts[i] == (size_t)last)
            continue;
        if (range->counts[i] >= last * TICK_DISTANCE) {
            fprintf(values, "%s'%zu' %zu", last > 0 ? ", " : "", range->counts[i], range->counts[i]);
            last = range->counts[i];
        }
    }
    fprintf(values, ")\"\n");
}

static int write_values(const char *directory, const struct analysis *analysis,
                        const struct plot_range *range)
{
    FILE *values = plot_file(directory, "workers.values");
    char subtitle[200];

    if (!values)
        return -1;
    write_headline(values, analysis);
    snprintf(subtitle, sizeof subtitle,
             "Time to fetch %zu images at %g ms latency, median of %zu cycles; both axes"
             " logarithmic",
             analysis->images, 1000 * analysis->latency, analysis->cycles);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'workers'\nwidth = 16.0\nheight = %g\n", HEIGHT_CENTIMETRES);
    fprintf(values, "low = %g\nhigh = %g\nline = %g\n", range->low, range->high, range->line);
    fprintf(values, "most = %zu\nimages = %zu\nlatency = %g\n", range->most_workers, analysis->images,
            analysis->latency);
    fprintf(values, "anchor = %zu\n", range->anchor);
    fprintf(values, "optima = %zu\n", analysis->optimum_count);
    plot_second_ticks(values, "second_ticks", analysis->latency / 1.01, range->high);
    write_worker_ticks(values, range);
    return plot_file_close(values);
}

/* The bound for every number of workers up to the right edge, and marks at those that were measured. */
static int write_bounds(const char *directory, const struct analysis *analysis,
                        const struct plot_range *range)
{
    FILE *bound = plot_file(directory, "workers.bound");
    FILE *ticks = plot_file(directory, "workers.ticks");

    if (!bound || !ticks)
        return -1;
    for (size_t workers = 1; workers <= 4 * range->most_workers; workers++)
        fprintf(bound, "%zu\t%g\n", workers, time_bound(analysis->images, workers, analysis->latency));
    for (size_t i = 0; i < range->count; i++)
        fprintf(ticks, "%zu\t%g\n", range->counts[i],
                time_bound(analysis->images, range->counts[i], analysis->latency));
    int failed = plot_file_close(bound) | plot_file_close(ticks);
    return failed ? -1 : 0;
}

/* Points of one strategy, moved sideways a little so that strategies do not hide each other. */
static void write_points(FILE *points, const struct analysis *analysis, const struct optimum *optimum,
                         double dodge)
{
    for (size_t i = 0; i < optimum->count; i++) {
        const struct summary *summary = &analysis->summaries[optimum->places[i]];
        fprintf(points, "%g\t%g\t%g\t%g\t%u\t%d\n", summary->configuration.workers * dodge, summary->median,
                summary->interval.low, summary->interval.high, optimum->strategy->colour,
                optimum->places[i] == optimum->enough);
    }
    fprintf(points, "\n\n");
}

static const struct summary *last_of(const struct analysis *analysis, const struct optimum *optimum)
{
    return &analysis->summaries[optimum->places[optimum->count - 1]];
}

/* The names at the ends of the lines: from the lowest up, each at least a line above the one before. */
static void write_labels(FILE *labels, const struct analysis *analysis, const struct plot_range *range)
{
    double above = 0; /* labels up to here are written */

    for (double lowest = 0, next; lowest < INFINITY; lowest = next) {
        next = INFINITY;
        for (size_t i = 0; i < analysis->optimum_count; i++) {
            const struct optimum *optimum = &analysis->optima[i];
            double end = last_of(analysis, optimum)->median;
            if (end == lowest) {
                above = fmax(end, above * range->line);
                fprintf(labels, "%zu\t%g\t%s\t%u\n", range->most_workers, above, optimum->strategy->name,
                        optimum->strategy->colour);
            } else if (end > lowest) {
                next = fmin(next, end);
            }
        }
    }
}

static int write_curves(const char *directory, const struct analysis *analysis,
                        const struct plot_range *range)
{
    FILE *points = plot_file(directory, "workers.points");
    FILE *best = plot_file(directory, "workers.best");
    FILE *labels = plot_file(directory, "workers.labels");

    if (!points || !best || !labels)
        return -1;
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        double middle = (analysis->optimum_count - 1) / 2.0;
        write_points(points, analysis, optimum, pow(DODGE, i - middle));
        fprintf(best, "%zu\t%zu\t%zu\t%g\t%u\n", analysis->summaries[optimum->best].configuration.workers,
                analysis->summaries[optimum->low].configuration.workers,
                analysis->summaries[optimum->high].configuration.workers,
                range->low * pow(range->line, 2 + (analysis->optimum_count - 1 - i)),
                optimum->strategy->colour);
    }
    write_labels(labels, analysis, range);
    int failed = plot_file_close(points) | plot_file_close(best) | plot_file_close(labels);
    return failed ? -1 : 0;
}

/* The single points: strategies with one number of workers, sequential above all. */
static int write_singles(const char *directory, const struct analysis *analysis)
{
    FILE *singles = plot_file(directory, "workers.singles");

    if (!singles)
        return -1;
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count > 0 && summary->configuration.strategy->workers[1] == 0)
            fprintf(singles, "%zu\t%g\t%g\t%g\t%u\t%s\n", summary->configuration.workers, summary->median,
                    summary->interval.low, summary->interval.high, summary->configuration.strategy->colour,
                    summary->configuration.label);
    }
    return plot_file_close(singles);
}

int write_workers_data(const char *directory, const struct analysis *analysis)
{
    struct plot_range range = find_range(analysis);

    if (write_values(directory, analysis, &range) == -1 || write_bounds(directory, analysis, &range) == -1)
        return -1;
    if (write_curves(directory, analysis, &range) == -1)
        return -1;
    return write_singles(directory, analysis);
}
