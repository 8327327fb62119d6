/*
 * plot_cost.c - what the three panels of costs are drawn from: speed-up, processor time, memory.
 */
#include <math.h>
#include <string.h>

#include "../findings/findings.h"
#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

#define PANELS         3
#define ROOM           1.25 /* factor above and below the data */
#define LINE           0.09 /* of a panel's height, between two names */
#define LABEL_DISTANCE 2.4  /* smallest factor between two numbers on the axis of workers */

/* One panel: a value of every configuration, and the axis it needs. */
struct panel {
    double low, high;
};

/* What times are held against: one download at a time; where that has no time, the least it could need, which
 * is to wait for every image. */
static double time_of_one(const struct analysis *analysis)
{
    if (analysis->sequential == NOWHERE)
        return time_bound(analysis->images, 1, analysis->latency);
    return analysis->summaries[analysis->sequential].median;
}

static double value_of(const struct analysis *analysis, const struct summary *summary, size_t panel)
{
    if (summary->count == 0)
        return NAN;
    if (panel == 0)
        return time_of_one(analysis) / summary->median;
    if (panel == 1)
        return 1000 * median(processor_sample(summary)) / analysis->images;
    return summary->memory / MEBIBYTE;
}

/* The reference, and yours; of the strategies with one number of workers, the one that others are compared
 * with.
 */
static bool is_drawn(const struct analysis *analysis, size_t place)
{
    const struct summary *summary = &analysis->summaries[place];

    return !has_role(summary, ROLE_MISTAKE) &&
           (!is_single(summary->configuration.strategy) || place == analysis->sequential);
}

static struct panel range_of(const struct analysis *analysis, size_t panel)
{
    struct panel range = {INFINITY, 0};

    for (size_t i = 0; i < analysis->count; i++) {
        double value = value_of(analysis, &analysis->summaries[i], panel);
        if (!is_drawn(analysis, i) || isnan(value))
            continue;
        range.low = fmin(range.low, value);
        range.high = fmax(range.high, value);
    }
    if (range.high == 0)
        return (struct panel){0.1, 1};
    return (struct panel){range.low / ROOM, range.high * ROOM};
}

static void write_points(FILE *points, const struct analysis *analysis, const struct strategy *strategy)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->configuration.strategy != strategy || !is_drawn(analysis, i))
            continue;
        fprintf(points, "%zu", summary->configuration.workers);
        for (size_t panel = 0; panel < PANELS; panel++)
            fprintf(points, "\t%g", value_of(analysis, summary, panel));
        fprintf(points, "\t%u\n", strategy->colour);
    }
    fprintf(points, "\n\n");
}

/* The names stand in a column beside the last panel, in the order of their lines' ends, a line apart at
 * least. */
static void write_labels(FILE *labels, const struct analysis *analysis, struct panel panel)
{
    bool written[MAX_CONFIGURATIONS] = {false};
    double line = pow(panel.high / panel.low, LINE), above = 0;

    for (;;) {
        size_t lowest = NOWHERE;
        double value = INFINITY;
        for (size_t i = 0; i < analysis->optimum_count; i++) {
            const struct optimum *optimum = &analysis->optima[i];
            double end =
                value_of(analysis, &analysis->summaries[optimum->places[optimum->count - 1]], PANELS - 1);
            if (written[i] || optimum->strategy->role != ROLE_REFERENCE || !(end < value))
                continue;
            lowest = i;
            value = end;
        }
        if (lowest == NOWHERE)
            return;
        written[lowest] = true;
        above = fmax(value, above * line);
        fprintf(labels, "%g\t%s\t%u\n", above, analysis->optima[lowest].strategy->title,
                analysis->optima[lowest].strategy->colour);
    }
}

/* A mark at 1, 2 and 5 of each decade; only some have room for their number. */
static void write_worker_ticks(FILE *values, size_t most)
{
    static const double steps[] = {1, 2, 5};
    double last = 0;

    fprintf(values, "worker_ticks = \"(");
    for (double decade = 1; decade <= most; decade *= 10) {
        for (size_t i = 0; i < sizeof steps / sizeof steps[0] && steps[i] * decade <= most; i++) {
            double tick = steps[i] * decade;
            bool labelled = tick >= last * LABEL_DISTANCE;
            if (labelled)
                fprintf(values, "%s'%g' %g", last > 0 ? ", " : "", tick, tick);
            else
                fprintf(values, ", '' %g", tick);
            last = labelled ? tick : last;
        }
    }
    fprintf(values, ")\"\n");
}

static void write_headline(FILE *out, const void *analysis)
{
    write_price_headline(out, analysis);
}

bool has_cost_figure(const struct evidence *evidence)
{
    return has_choice_of_workers(&evidence->analysis);
}

int write_cost_data(const char *directory, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->analysis;
    FILE *values = plot_file(directory, "cost.values");
    FILE *points = plot_file(directory, "cost.points");
    FILE *labels = plot_file(directory, "cost.labels");
    struct panel range = {0};
    size_t strategies_drawn = 0, most = 1;
    char subtitle[160], name[16], dashes[4 * MAX_CONFIGURATIONS] = "";

    if (!values || !points || !labels)
        return -1;
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *configuration = &analysis->summaries[i].configuration;
        if (!is_drawn(analysis, i))
            continue;
        most = configuration->workers > most ? configuration->workers : most;
        if (i > 0 && configuration->strategy == analysis->summaries[i - 1].configuration.strategy)
            continue;
        write_points(points, analysis, configuration->strategy);
        strcat(dashes, configuration->strategy->role == ROLE_REFERENCE ? "1 " : "2 ");
        strategies_drawn++;
    }
    plot_headline(values, write_headline, analysis);
    snprintf(subtitle, sizeof subtitle,
             "Against the number of workers {/:Italic c}, medians of %zu cycles; all axes logarithmic",
             analysis->cycles);
    fprintf(values, "subtitle = '%s'\nname = 'cost'\nwidth = 16.0\nheight = 7.2\n", subtitle);
    fprintf(values, "against = '%s'\n", analysis->sequential == NOWHERE ? "pure waiting" : "sequential");
    fprintf(values, "dashes = '%s'\nmost = %zu\nstrategies = %zu\narray LOW[%d]\narray HIGH[%d]\n", dashes,
            most, strategies_drawn, PANELS, PANELS);
    write_worker_ticks(values, most);
    for (size_t panel = 0; panel < PANELS; panel++) {
        range = range_of(analysis, panel);
        fprintf(values, "LOW[%zu] = %g\nHIGH[%zu] = %g\n", panel + 1, range.low, panel + 1, range.high);
        snprintf(name, sizeof name, "ticks%zu", panel + 1);
        plot_ticks(values, name, range.low, range.high, "");
    }
    write_labels(labels, analysis, range);
    int failed = plot_file_close(values) | plot_file_close(points) | plot_file_close(labels);
    return failed ? -1 : 0;
}
