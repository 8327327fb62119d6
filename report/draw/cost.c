/*
 * cost.c - data for the three panels of costs: speed-up, processor time, memory.
 */
#include <math.h>

#include "../analyse/json.h"
#include "draw.h"
#include "plot.h"

#define PANELS         3
#define ROOM           1.25 /* factor above and below the data */
#define LINE           0.09 /* share of a panel's height between two names */
#define LABEL_DISTANCE 2.4  /* smallest factor between two numbers on the axis of workers */

struct panel {
    double low, high;
};

/* The time to compare with: one download at a time. If it was not measured, take the lower bound: waiting for
 * every image in turn. */
static double time_of_one(const struct analysis *analysis)
{
    const struct summary *sequential = find_summary(analysis, "sequential", 1);

    return sequential ? sequential->median : time_bound(analysis->images, 1, analysis->latency);
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

static bool is_drawn(const struct summary *summary)
{
    return has_role(summary, ROLE_REFERENCE) ||
           (has_role(summary, ROLE_YOURS) && !is_single(summary->configuration.strategy));
}

static struct panel range_of(const struct analysis *analysis, size_t panel)
{
    struct panel range = {INFINITY, 0};

    for (size_t i = 0; i < analysis->count; i++) {
        double value = value_of(analysis, &analysis->list[i], panel);
        if (!is_drawn(&analysis->list[i]) || !(value > 0))
            continue;
        range.low = fmin(range.low, value);
        range.high = fmax(range.high, value);
    }
    if (range.high == 0)
        return (struct panel){0.1, 1};
    return (struct panel){range.low / ROOM, range.high * ROOM};
}

/* Write a block for each strategy. Returns their number. Dashes mark the student's programs. */
static size_t write_points(FILE *values, FILE *points, const struct analysis *analysis)
{
    const struct strategy *last = NULL;
    size_t blocks = 0, most = 1;

    fprintf(values, "dashes = '");
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        const struct strategy *strategy = summary->configuration.strategy;
        if (!is_drawn(summary))
            continue;
        if (strategy != last) {
            fputs(last ? "\n\n" : "", points);
            fprintf(values, "%d ", strategy->role == ROLE_REFERENCE ? 1 : 2);
            blocks++;
        }
        last = strategy;
        most = summary->configuration.workers > most ? summary->configuration.workers : most;
        fprintf(points, "%zu", summary->configuration.workers);
        for (size_t panel = 0; panel < PANELS; panel++)
            fprintf(points, "\t%g", value_of(analysis, summary, panel));
        fprintf(points, "\t%u\t%d\n", strategy->colour, strategy->marker);
    }
    fprintf(values, "'\nstrategies = %zu\nmost = %zu\n", blocks, most);
    return most;
}

/* Place the names next to the last panel, in the order of the lines' ends and at least one line apart. */
static void write_labels(FILE *labels, const struct evidence *evidence, struct panel panel)
{
    struct plot_label list[MAX_CONFIGURATIONS];
    size_t count = 0;

    for (size_t i = 0; i < evidence->optimum_count; i++) {
        const struct optimum *optimum = &evidence->optima[i];
        double end = value_of(&evidence->workers, optimum->list[optimum->count - 1], PANELS - 1);
        if (optimum->strategy->role == ROLE_REFERENCE && end > 0)
            list[count++] = (struct plot_label){end, optimum->strategy};
    }
    plot_stack_labels(list, count, pow(panel.high / panel.low, LINE));
    for (size_t i = 0; i < count; i++)
        fprintf(labels, "%g\t%s\t%u\n", list[i].at, list[i].strategy->title, list[i].strategy->colour);
}

/* Write a mark at 1, 2 and 5 of each decade, and a number where there is room. */
static void write_worker_ticks(FILE *values, size_t most)
{
    static const double steps[] = {1, 2, 5};
    double last = 0;

    fprintf(values, "worker_ticks = \"(");
    for (double decade = 1; decade <= most; decade *= 10) {
        for (size_t i = 0; i < sizeof steps / sizeof steps[0] && steps[i] * decade <= most; i++) {
            double tick = steps[i] * decade;
            bool labelled = tick >= last * LABEL_DISTANCE;
            fprintf(values, "%s'", last > 0 ? ", " : "");
            if (labelled)
                fprintf(values, "%g", tick);
            fprintf(values, "' %g", tick);
            last = labelled ? tick : last;
        }
    }
    fprintf(values, ")\"\n");
}

int write_cost(const char *directory, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->workers;
    struct panel range = {0, 0};

    if (!has_choice_of_workers(evidence))
        return 1;
    FILE *values = plot_file(directory, "cost.values");
    FILE *points = plot_file(directory, "cost.points");
    FILE *labels = plot_file(directory, "cost.labels");
    if (!values || !points || !labels)
        return -1;
    fprintf(values,
            "name = 'cost'\nwidth = 16.0\nheight = 6.25\nagainst = '%s'\narray LOW[%d]\narray HIGH[%d]\n",
            find_summary(analysis, "sequential", 1) ? "sequential" : "pure waiting", PANELS, PANELS);
    write_worker_ticks(values, write_points(values, points, analysis));
    for (size_t panel = 0; panel < PANELS; panel++) {
        char name[16];
        range = range_of(analysis, panel);
        fprintf(values, "LOW[%zu] = %g\nHIGH[%zu] = %g\n", panel + 1, range.low, panel + 1, range.high);
        snprintf(name, sizeof name, "ticks%zu", panel + 1);
        plot_ticks(values, name, range.low, range.high, "");
    }
    write_labels(labels, evidence, range);
    int failed = plot_file_close(values) | plot_file_close(points) | plot_file_close(labels);
    return failed ? -1 : 0;
}
