/*
 * plot_scale.c - what the figure of growing cost is drawn from: one row of panels over workers, one over
 * images.
 */
#include <math.h>
#include <stdio.h>

#include "../findings/scale.h"
#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

#define QUANTITIES       3   /* rate, processor time, memory: a column of panels each */
#define MARGIN           1.3 /* factor that an axis goes beyond the data */
#define WORKERS_OF_ROW_2 100 /* of strategies that have workers, in the panels over images */

static void write_headline(FILE *out, const void *results)
{
    write_scale_headline(out, results);
}

/* What a column of panels shows, over workers and over images alike, so that both can be compared. */
struct scale_range {
    double low, high;
};

static void widen(struct scale_range *range, double value)
{
    if (isnan(value))
        return;
    range->low = range->high > 0 ? fmin(range->low, value) : value;
    range->high = fmax(range->high, value);
}

/* One point, with the median's interval for the rate: where, rate, low, high, processor time, memory, colour.
 */
static void write_point(FILE *points, double where, const struct course_result *course,
                        const struct summary *summary, struct scale_range ranges[QUANTITIES])
{
    double images = course->course.images, low = images / summary->interval.high,
           high = images / summary->interval.low, processor = processor_an_image(course, summary),
           memory = summary->memory / MEBIBYTE; /* NaN stays NaN */

    fprintf(points, "%g\t%g\t%g\t%g\t%g\t%g\t%u\n", where, images_a_second(course, summary), low, high,
            processor, memory, summary->configuration.strategy->colour);
    widen(&ranges[0], low);
    widen(&ranges[0], high);
    widen(&ranges[1], processor);
    widen(&ranges[2], memory);
}

static void write_over_workers(FILE *points, const struct course_result *course,
                               const struct strategy *strategy, struct scale_range ranges[QUANTITIES])
{
    for (size_t i = 0; i < course->analysis.count; i++) {
        const struct summary *summary = &course->analysis.summaries[i];
        if (summary->configuration.strategy == strategy && summary->count > 0)
            write_point(points, summary->configuration.workers, course, summary, ranges);
    }
    fprintf(points, "\n\n");
}

static void write_over_images(FILE *points, const struct course_results *results,
                              const struct strategy *strategy, struct scale_range ranges[QUANTITIES])
{
    size_t workers = is_single(strategy) ? 1 : WORKERS_OF_ROW_2;

    for (size_t i = 0; scale_course(results, i); i++) {
        const struct course_result *course = scale_course(results, i);
        const struct summary *summary = scale_summary(course, strategy->name, workers);
        if (summary)
            write_point(points, course->course.images, course, summary, ranges);
    }
    fprintf(points, "\n\n");
}

/* The strategies that have a point anywhere. */
static bool is_drawn(const struct course_results *results, const struct strategy *strategy)
{
    for (size_t i = 0; scale_course(results, i); i++) {
        const struct analysis *analysis = &scale_course(results, i)->analysis;
        for (size_t j = 0; j < analysis->count; j++) {
            if (analysis->summaries[j].configuration.strategy == strategy && analysis->summaries[j].count > 0)
                return true;
        }
    }
    return false;
}

static int write_values(const char *directory, const struct course_results *results,
                        const struct course_result *middle, const struct scale_range ranges[QUANTITIES])
{
    FILE *values = plot_file(directory, "scale.values");
    char subtitle[200];

    if (!values)
        return -1;
    plot_headline(values, write_headline, results);
    snprintf(subtitle, sizeof subtitle, "Images of %g KiB without latency; medians; every axis logarithmic",
             middle->course.image_bytes / 1024.0);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'scale'\nwidth = 16.0\nheight = 11.6\nimages = %zu\nworkers = %d\n",
            middle->course.images, WORKERS_OF_ROW_2);
    fprintf(values, "array LOW[%d]; array HIGH[%d]\n", QUANTITIES, QUANTITIES);
    for (size_t i = 0; i < QUANTITIES; i++)
        fprintf(values, "LOW[%zu] = %g; HIGH[%zu] = %g\n", i + 1, ranges[i].low / MARGIN, i + 1,
                ranges[i].high * MARGIN);
    return plot_file_close(values);
}

int write_scale_data(const char *directory, const struct evidence *evidence)
{
    const struct course_results *results = &evidence->courses;
    const struct course_result *middle = find_scale(results).course;
    struct scale_range ranges[QUANTITIES] = {{0, 0}};

    FILE *workers = plot_file(directory, "scale.workers");
    FILE *images = plot_file(directory, "scale.images");
    FILE *names = plot_file(directory, "scale.names");
    if (!workers || !images || !names)
        return -1;
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (!is_drawn(results, strategy))
            continue;
        write_over_workers(workers, middle, strategy, ranges);
        write_over_images(images, results, strategy, ranges);
        fprintf(names, "%s\t%u\n", strategy->title, strategy->colour);
    }
    int failed = plot_file_close(workers) | plot_file_close(images) | plot_file_close(names);
    return failed ? -1 : write_values(directory, results, middle, ranges);
}
