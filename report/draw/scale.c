/*
 * scale.c - data for the figure of growing cost: one row of panels over workers, one over images.
 */
#include <math.h>
#include <stdio.h>

#include "../analyse/json.h"
#include "draw.h"
#include "plot.h"

#define MICRO            1e6
#define QUANTITIES       3   /* rate, processor time, memory: a column of panels each */
#define MARGIN           1.3 /* factor by which an axis extends beyond the data */
#define WORKERS_OF_ROW_2 100 /* workers, in the panels over images, for strategies that have any */

/* The content of a column of panels, equal over workers and over images, so that both can be compared. */
struct scale_range {
    double low, high;
};

static void widen(struct scale_range *range, double value)
{
    if (!(value > 0))
        return;
    range->low = range->high > 0 ? fmin(range->low, value) : value;
    range->high = fmax(range->high, value);
}

/* A point: position, rate with its interval, processor time, memory, colour, marker. */
static void write_point(FILE *points, double where, const struct course_result *result,
                        const struct summary *summary, struct scale_range ranges[QUANTITIES])
{
    double images = result->course.images, low = images / summary->interval.high;
    double high = images / summary->interval.low, memory = summary->memory / MEBIBYTE;
    double processor = MICRO * median(processor_sample(summary)) / images;

    fprintf(points, "%g\t%g\t%g\t%g\t%g\t%g\t%u\t%d\n", where, images / summary->median, low, high, processor,
            memory, summary->configuration.strategy->colour, summary->configuration.strategy->marker);
    widen(&ranges[0], low);
    widen(&ranges[0], high);
    widen(&ranges[1], processor);
    widen(&ranges[2], memory);
}

static bool is_scale(const struct course_result *result)
{
    return result->course.kind == COURSE_SCALE;
}

/* The middle course of those that were run, or NULL. */
static const struct course_result *find_middle(const struct evidence *evidence)
{
    const struct course_result *list[MAX_COURSES];
    size_t count = 0;

    for (size_t i = 0; i < evidence->result_count; i++) {
        if (is_scale(&evidence->results[i]))
            list[count++] = &evidence->results[i];
    }
    return count > 0 ? list[count / 2] : NULL;
}

/* Write a block for each strategy in both tables. */
static void write_strategy(FILE *workers, FILE *images, const struct evidence *evidence,
                           const struct strategy *strategy, struct scale_range ranges[QUANTITIES])
{
    const struct course_result *middle = find_middle(evidence);

    for (size_t i = 0; i < middle->analysis.count; i++) {
        const struct summary *summary = &middle->analysis.list[i];
        if (summary->configuration.strategy == strategy && summary->count > 0)
            write_point(workers, summary->configuration.workers, middle, summary, ranges);
    }
    for (size_t i = 0; i < evidence->result_count; i++) {
        const struct course_result *result = &evidence->results[i];
        const struct summary *summary =
            find_summary(&result->analysis, strategy->name, is_single(strategy) ? 1 : WORKERS_OF_ROW_2);
        if (is_scale(result) && summary)
            write_point(images, result->course.images, result, summary, ranges);
    }
    fprintf(workers, "\n\n");
    fprintf(images, "\n\n");
}

int write_scale(const char *directory, const struct evidence *evidence)
{
    const struct course_result *middle = find_middle(evidence);
    struct scale_range ranges[QUANTITIES] = {{0, 0}};

    if (!middle)
        return 1;
    FILE *workers = plot_file(directory, "scale.workers");
    FILE *images = plot_file(directory, "scale.images");
    FILE *names = plot_file(directory, "scale.names");
    FILE *values = plot_file(directory, "scale.values");
    if (!workers || !images || !names || !values)
        return -1;
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_REFERENCE)
            continue;
        write_strategy(workers, images, evidence, strategy, ranges);
        fprintf(names, "%s\t%u\n", strategy->title, strategy->colour);
    }
    fprintf(values, "name = 'scale'\nwidth = 16.0\nheight = 10.65\nimages = %zu\nworkers = %d\n",
            middle->course.images, WORKERS_OF_ROW_2);
    fprintf(values, "array LOW[%d]; array HIGH[%d]\n", QUANTITIES, QUANTITIES);
    for (size_t i = 0; i < QUANTITIES; i++)
        fprintf(values, "LOW[%zu] = %g; HIGH[%zu] = %g\n", i + 1, ranges[i].low / MARGIN, i + 1,
                ranges[i].high * MARGIN);
    int failed =
        plot_file_close(workers) | plot_file_close(images) | plot_file_close(names) | plot_file_close(values);
    return failed ? -1 : 0;
}
