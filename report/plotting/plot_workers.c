/*
 * plot_workers.c - what the figure of time against workers is drawn from.
 */
#include <math.h>
#include <stdlib.h>

#include "../findings/findings.h"
#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

/* Heights in lines of text; the range of the data has so many, the rest comes above and below it. */
#define DATA_LINES        10.5
#define LINES_BELOW       2.5 /* the text under the bars of the best numbers */
#define BAR_LINES         0.6
#define LINES_ABOVE       0.8
#define LINE_CENTIMETRES  0.46
#define FRAME_CENTIMETRES 2.4
#define TICK_DISTANCE     1.18  /* smallest factor between two labelled numbers of workers */
#define DODGE             1.045 /* factor between points of two strategies with as many workers */
/* Workers from which on, and this factor above the number before, a mark has room for the name of the bound.
 */
#define ROOM_FOR_NAME   5
#define ROOM_AT_LEFT    2.0
#define SPACE_AT_RIGHT  2.3 /* for the names of the lines */
#define SPACE_FOR_YOURS 3.1
#define CURVE_POINTS    80

struct plot_range {
    double low, high;                  /* of the axis of times */
    double line;                       /* factor between two lines of text */
    double lines;                      /* from the lowest to the highest */
    size_t most_workers;               /* measured */
    size_t anchor;                     /* the number of workers whose mark of the bound bears its name */
    size_t counts[MAX_CONFIGURATIONS]; /* the numbers of workers that were measured, ascending */
    size_t count;
    size_t bars, singles;
};

static bool has_bar(const struct optimum *optimum)
{
    return optimum->strategy->role != ROLE_MISTAKE;
}

static int compare_sizes(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

static void find_anchor(struct plot_range *range)
{
    range->anchor = range->most_workers;
    for (size_t i = range->count; i > 1; i--) {
        if (range->counts[i - 1] >= ROOM_FOR_NAME &&
            range->counts[i - 1] >= ROOM_AT_LEFT * range->counts[i - 2])
            range->anchor = range->counts[i - 1];
    }
}

/* The axis goes below the bound by the bars of the best numbers and their text, above the data by the names
 * of single points. */
static struct plot_range find_range(const struct analysis *analysis)
{
    struct plot_range range = {.low = INFINITY};

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count == 0)
            continue;
        range.low = fmin(range.low, summary->bound);
        range.high = fmax(range.high, summary->interval.high);
        range.counts[range.count++] = summary->configuration.workers;
        range.singles += is_single(summary->configuration.strategy);
    }
    for (size_t i = 0; i < analysis->optimum_count; i++)
        range.bars += has_bar(&analysis->optima[i]);
    qsort(range.counts, range.count, sizeof range.counts[0], compare_sizes);
    range.most_workers = range.counts[range.count - 1];
    find_anchor(&range);
    range.line = pow(range.high / range.low, 1 / DATA_LINES);
    range.lines = DATA_LINES;
    range.low /= pow(range.line, LINES_BELOW + BAR_LINES * range.bars);
    range.high *= pow(range.line, LINES_ABOVE + range.singles);
    range.lines += LINES_BELOW + BAR_LINES * range.bars + LINES_ABOVE + range.singles;
    return range;
}

static void write_headline(FILE *out, const void *analysis)
{
    write_workers_headline(out, analysis);
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
    plot_headline(values, write_headline, analysis);
    snprintf(subtitle, sizeof subtitle,
             "Time to fetch %zu images at %g ms latency, median of %zu cycles; both axes logarithmic",
             analysis->images, 1000 * analysis->latency, analysis->cycles);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'workers'\nwidth = 16.0\nheight = %g\n",
            FRAME_CENTIMETRES + LINE_CENTIMETRES * range->lines);
    fprintf(values, "low = %g\nhigh = %g\nline = %g\n", range->low, range->high, range->line);
    double space = SPACE_AT_RIGHT;
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        if (analysis->optima[i].strategy->role == ROLE_YOURS)
            space = SPACE_FOR_YOURS;
    }
    fprintf(values, "most = %zu\nspace = %g\nimages = %zu\nlatency = %g\n", range->most_workers, space,
            analysis->images, analysis->latency);
    fprintf(values, "anchor = %zu\ncurves = %zu\ndashes = '", range->anchor, analysis->optimum_count);
    for (size_t i = 0; i < analysis->optimum_count; i++)
        fprintf(values, "%d ", analysis->optima[i].strategy->role == ROLE_REFERENCE ? 1 : 2);
    fprintf(values, "'\n");
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
                has_bar(optimum) && optimum->places[i] == optimum->enough);
    }
    fprintf(points, "\n\n");
}

static const struct summary *last_of(const struct analysis *analysis, const struct optimum *optimum)
{
    return &analysis->summaries[optimum->places[optimum->count - 1]];
}

/* The name of a line that ends before the right edge stands above the interval at its end, or beside it where
 * it is flat. */
static void write_inner_label(FILE *labels, const struct analysis *analysis, const struct optimum *optimum,
                              const struct plot_range *range)
{
    const struct summary *last = last_of(analysis, optimum);
    bool flat = optimum->strategy->role == ROLE_MISTAKE;
    double above = last->interval.high * pow(range->line, optimum->strategy->role == ROLE_YOURS ? 1.6 : 0.6);

    fprintf(labels, "%g\t%g\t%s\t%u\n", last->configuration.workers * (flat ? 1.22 : 0.98),
            flat ? last->median : above, optimum->strategy->title, optimum->strategy->colour);
}

/* The names at the right edge: from the lowest up, each at least a line above the one before. */
static void write_outer_labels(FILE *labels, const struct analysis *analysis, const struct plot_range *range)
{
    bool written[MAX_CONFIGURATIONS] = {false};
    double above = 0; /* labels up to here are written */

    for (;;) {
        const struct optimum *lowest = NULL;
        for (size_t i = 0; i < analysis->optimum_count; i++) {
            const struct optimum *optimum = &analysis->optima[i];
            if (!written[i] && last_of(analysis, optimum)->configuration.workers == range->most_workers &&
                (!lowest || last_of(analysis, optimum)->median < last_of(analysis, lowest)->median))
                lowest = optimum;
        }
        if (!lowest)
            return;
        written[lowest - analysis->optima] = true;
        above = fmax(last_of(analysis, lowest)->median, above * range->line);
        fprintf(labels, "%g\t%g\t%s\t%u\n", range->most_workers * 1.15, above, lowest->strategy->title,
                lowest->strategy->colour);
    }
}

/* The fitted curve, from the first number of workers to the last, or lines from point to point where it does
 * not fit or was not fitted. */
static void write_curve(FILE *curves, const struct analysis *analysis, const struct optimum *optimum,
                        double dodge)
{
    double first = analysis->summaries[optimum->places[0]].configuration.workers;
    double last = last_of(analysis, optimum)->configuration.workers;

    if (model_is_drawn(optimum)) {
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double workers = first * pow(last / first, (double)i / CURVE_POINTS);
            fprintf(curves, "%g\t%g\t%u\n", workers * dodge, model_time(&optimum->model, workers),
                    optimum->strategy->colour);
        }
    } else {
        for (size_t i = 0; i < optimum->count; i++) {
            const struct summary *summary = &analysis->summaries[optimum->places[i]];
            fprintf(curves, "%g\t%g\t%u\n", summary->configuration.workers * dodge, summary->median,
                    optimum->strategy->colour);
        }
    }
    fprintf(curves, "\n\n");
}

static int write_curves(const char *directory, const struct analysis *analysis,
                        const struct plot_range *range)
{
    FILE *points = plot_file(directory, "workers.points");
    FILE *best = plot_file(directory, "workers.best");
    FILE *labels = plot_file(directory, "workers.labels");
    FILE *curves = plot_file(directory, "workers.curves");
    double bars = range->bars;

    if (!points || !best || !labels || !curves)
        return -1;
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        double middle = (analysis->optimum_count - 1) / 2.0;
        write_points(points, analysis, optimum, pow(DODGE, i - middle));
        write_curve(curves, analysis, optimum, pow(DODGE, i - middle));
        if (last_of(analysis, optimum)->configuration.workers < range->most_workers)
            write_inner_label(labels, analysis, optimum, range);
        if (!has_bar(optimum))
            continue;
        fprintf(best, "%zu\t%zu\t%zu\t%g\t%u\n", analysis->summaries[optimum->best].configuration.workers,
                analysis->summaries[optimum->low].configuration.workers,
                analysis->summaries[optimum->high].configuration.workers,
                range->low * pow(range->line, 1.6 + BAR_LINES * bars--), optimum->strategy->colour);
    }
    write_outer_labels(labels, analysis, range);
    int failed = plot_file_close(points) | plot_file_close(best) | plot_file_close(labels);
    failed |= plot_file_close(curves);
    return failed ? -1 : 0;
}

/* The single points: strategies with one number of workers. Their names are stacked above them. */
static int write_singles(const char *directory, const struct analysis *analysis,
                         const struct plot_range *range)
{
    FILE *singles = plot_file(directory, "workers.singles");
    double place = 0, top = 0;

    if (!singles)
        return -1;
    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->summaries[i].count > 0 && is_single(analysis->summaries[i].configuration.strategy))
            top = fmax(top, analysis->summaries[i].interval.high);
    }
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count == 0 || !is_single(summary->configuration.strategy))
            continue;
        fprintf(singles, "%g\t%g\t%g\t%g\t%u\t%s\t%g\n",
                summary->configuration.workers * pow(DODGE, place - (range->singles - 1) / 2.0),
                summary->median, summary->interval.low, summary->interval.high,
                summary->configuration.strategy->colour, summary->configuration.strategy->title,
                top * pow(range->line, 0.9 + place));
        place++;
    }
    return plot_file_close(singles);
}

int write_workers_data(const char *directory, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->analysis;
    struct plot_range range = find_range(analysis);

    if (write_values(directory, analysis, &range) == -1 || write_bounds(directory, analysis, &range) == -1)
        return -1;
    if (write_curves(directory, analysis, &range) == -1)
        return -1;
    return write_singles(directory, analysis, &range);
}
