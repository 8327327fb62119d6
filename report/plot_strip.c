/*
 * plot_strip.c - what the strip figure is drawn from: a row a configuration, every cycle a dot.
 */
#include <math.h>
#include <stdlib.h>

#include "figures.h"
#include "findings.h"
#include "number_text.h"
#include "plot_values.h"

#define GAP_BETWEEN_STRATEGIES 0.6 /* of a row */
#define ROW_CENTIMETRES        0.56
#define FRAME_CENTIMETRES      2.9 /* headline, head of the table, axis */

/* The place of each configuration from the top down, in rows. Returns the height of all. */
static double place_rows(const struct analysis *analysis, double y[])
{
    double next = 1;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summaries = analysis->summaries;
        if (i > 0 && summaries[i].configuration.strategy != summaries[i - 1].configuration.strategy)
            next += GAP_BETWEEN_STRATEGIES;
        y[i] = next++;
    }
    return next - 1;
}

static struct sample original_of(const struct summary *summary, const struct original *original)
{
    const struct original_row *row =
        original_row(original, summary->configuration.strategy->name, summary->configuration.workers);

    return row ? original_sample(row) : (struct sample){NULL, 0};
}

static void widen(struct sample sample, double *low, double *high)
{
    for (size_t i = 0; i < sample.count; i++) {
        *low = fmin(*low, sample.values[i]);
        *high = fmax(*high, sample.values[i]);
    }
}

static void write_row(FILE *rows, const struct summary *summary, struct sample original, double y)
{
    double low = INFINITY, high = -INFINITY, centre = median(original);
    const char *failure =
        summary->count == 0 ? summary->outcome : "none"; /* gnuplot misreads an empty last column */

    widen(original, &low, &high);
    if (original.count == 0)
        low = high = NAN;
    fprintf(rows, "%g\t%u\t%s\t%g\t%g\t%g\t%g\t%s\t%s\t%s\t%s\n", y, summary->configuration.strategy->colour,
            summary->configuration.label, summary->median, low, centre, high,
            seconds_text(summary->median).text, interval_text(summary->interval).text,
            seconds_text(centre).text, failure);
}

static void write_cycles(FILE *cycles, const struct summary *summary, double y)
{
    for (size_t i = 0; i < summary->count; i++) {
        int flagged = is_outlier(summary->wall[i], summary->median, summary->deviation);
        fprintf(cycles, "%g\t%u\t%zu\t%g\t%d\n", y, summary->configuration.strategy->colour,
                summary->cycle[i], summary->wall[i], flagged);
    }
}

static void write_values(FILE *values, const struct analysis *analysis, double height, double low,
                         double high)
{
    char *headline = NULL, subtitle[160];
    size_t size;
    FILE *text = open_memstream(&headline, &size);

    if (text) {
        write_speed_headline(text, analysis);
        fclose(text);
        plot_text(values, "headline", headline);
        free(headline);
    }
    snprintf(subtitle, sizeof subtitle, "Time to fetch %zu images, %zu cycles each, logarithmic axis",
             analysis->images, analysis->cycles);
    plot_text(values, "subtitle", subtitle);
    size_t coverage = 0; /* the same wherever no cycle failed; a smaller one is told in the table of times */
    for (size_t i = 0; i < analysis->count; i++)
        coverage = analysis->summaries[i].count > analysis->summaries[coverage].count ? i : coverage;
    fprintf(values, "coverage = '%s %% interval'\n",
            percent_text(analysis->summaries[coverage].interval.coverage).text);
    fprintf(values, "name = 'strip'\nwidth = 16.0\nheight = %g\nrows = %g\n",
            FRAME_CENTIMETRES + ROW_CENTIMETRES * height, height);
    fprintf(values, "low = %g\nhigh = %g\n", low / 1.3, high * 1.3);
    plot_second_ticks(values, "ticks", low / 1.3, high * 1.3);
}

int write_strip_data(const char *directory, const struct analysis *analysis, const struct original *original)
{
    double y[MAX_CONFIGURATIONS], low = INFINITY, high = 0;
    double height = place_rows(analysis, y);
    FILE *rows = plot_file(directory, "strip.rows");
    FILE *cycles = plot_file(directory, "strip.cycles");
    FILE *values = plot_file(directory, "strip.values");

    if (!rows || !cycles || !values)
        return -1;
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        struct sample theirs = original_of(summary, original);
        widen(wall_sample(summary), &low, &high);
        widen(theirs, &low, &high);
        write_row(rows, summary, theirs, y[i]);
        write_cycles(cycles, summary, y[i]);
    }
    write_values(values, analysis, height, low, high);
    int failed = plot_file_close(rows) | plot_file_close(cycles) | plot_file_close(values);
    return failed ? -1 : 0;
}
