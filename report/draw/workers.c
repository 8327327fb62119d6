/*
 * workers.c - data for the figure of time against workers.
 */
#include <math.h>
#include <stdlib.h>

#include "draw.h"
#include "plot.h"

/* Heights in lines of text: the data take this many, and the rest comes above and below. */
#define DATA_LINES        10.5
#define LINES_BELOW       2.5 /* the text under the bars of the best numbers */
#define BAR_LINES         0.6
#define LINES_ABOVE       0.8
#define LINE_CENTIMETRES  0.46
#define FRAME_CENTIMETRES 1.45
#define TICK_DISTANCE     1.18  /* smallest factor between two labelled numbers of workers */
#define DODGE             1.045 /* factor between points of two strategies with as many workers */
#define SPACE_AT_RIGHT    3.1   /* factor, room for the names of the lines */

struct plot_range {
    double low, high;                  /* ends of the axis of times */
    double line;                       /* factor between two lines of text */
    double lines;                      /* from the lowest to the highest */
    size_t counts[MAX_CONFIGURATIONS]; /* the numbers of workers that were measured, ascending */
    size_t count;
    size_t bars, singles;
};

static size_t most_workers(const struct plot_range *range)
{
    return range->counts[range->count - 1];
}

static bool has_bar(const struct optimum *optimum)
{
    return optimum->strategy->role != ROLE_MISTAKE;
}

static int compare_sizes(const void *left, const void *right)
{
    size_t a = *(const size_t *)left, b = *(const size_t *)right;

    return (a > b) - (a < b);
}

/* The axis extends below the bound for the bars of the best numbers and their text, and above the data for
 * the names of single points. */
static struct plot_range find_range(const struct evidence *evidence)
{
    struct plot_range range = {.low = INFINITY};

    for (size_t i = 0; i < evidence->workers.count; i++) {
        const struct summary *summary = &evidence->workers.list[i];
        if (summary->count == 0)
            continue;
        range.low = fmin(range.low, fmin(summary->bound, summary->interval.low));
        range.high = fmax(range.high, summary->interval.high);
        range.counts[range.count++] = summary->configuration.workers;
        range.singles += is_single(summary->configuration.strategy);
    }
    for (size_t i = 0; i < evidence->optimum_count; i++)
        range.bars += has_bar(&evidence->optima[i]);
    qsort(range.counts, range.count, sizeof range.counts[0], compare_sizes);
    range.line = pow(range.high / range.low, 1 / DATA_LINES);
    range.low /= pow(range.line, LINES_BELOW + BAR_LINES * range.bars);
    range.high *= pow(range.line, LINES_ABOVE + range.singles);
    range.lines = DATA_LINES + LINES_BELOW + BAR_LINES * range.bars + LINES_ABOVE + range.singles;
    return range;
}

static void write_worker_ticks(FILE *values, const struct plot_range *range)
{
    double last = 0;

    fprintf(values, "worker_ticks = \"(");
    for (size_t i = 0; i < range->count; i++) {
        if (range->counts[i] < last * TICK_DISTANCE)
            continue;
        fprintf(values, "%s'%zu' %zu", last > 0 ? ", " : "", range->counts[i], range->counts[i]);
        last = range->counts[i];
    }
    fprintf(values, ")\"\n");
}

static int write_values(const char *directory, const struct evidence *evidence,
                        const struct plot_range *range)
{
    FILE *values = plot_file(directory, "workers.values");

    if (!values)
        return -1;
    fprintf(values, "name = 'workers'\nwidth = 16.0\nheight = %g\n",
            FRAME_CENTIMETRES + LINE_CENTIMETRES * range->lines);
    fprintf(values, "low = %g\nhigh = %g\nline = %g\n", range->low, range->high, range->line);
    fprintf(values, "most = %zu\nspace = %g\nimages = %zu\nlatency = %g\n", most_workers(range),
            SPACE_AT_RIGHT, evidence->workers.images, evidence->workers.latency);
    fprintf(values, "curves = %zu\ndashes = '", evidence->optimum_count);
    for (size_t i = 0; i < evidence->optimum_count; i++)
        fprintf(values, "%d ", evidence->optima[i].strategy->role == ROLE_REFERENCE ? 1 : 2);
    fprintf(values, "'\n");
    plot_second_ticks(values, "second_ticks", evidence->workers.latency / 1.01, range->high);
    write_worker_ticks(values, range);
    return plot_file_close(values);
}

/* The unreachable zone ends where c workers wait all the time: at N L / c, and never below L. The marks show
 * the bound for whole images, at that edge or above it. */
static int write_bounds(const char *directory, const struct evidence *evidence,
                        const struct plot_range *range)
{
    const struct analysis *analysis = &evidence->workers;
    FILE *bound = plot_file(directory, "workers.bound");
    FILE *ticks = plot_file(directory, "workers.ticks");

    if (!bound || !ticks)
        return -1;
    for (size_t workers = 1; workers <= 4 * most_workers(range); workers++)
        fprintf(bound, "%zu\t%g\n", workers,
                fmax(analysis->images * analysis->latency / workers, analysis->latency));
    for (size_t i = 0; i < range->count; i++)
        fprintf(ticks, "%zu\t%g\n", range->counts[i],
                time_bound(analysis->images, range->counts[i], analysis->latency));
    int failed = plot_file_close(bound) | plot_file_close(ticks);
    return failed ? -1 : 0;
}

static const struct summary *last_of(const struct optimum *optimum)
{
    return optimum->list[optimum->count - 1];
}

/* Move the points of a strategy to the right a little, so that strategies do not hide each other. To the
 * left, they would lie within the zone. Lines join them. */
static void write_points(FILE *points, FILE *curves, const struct optimum *optimum, double dodge)
{
    for (size_t i = 0; i < optimum->count; i++) {
        const struct summary *summary = optimum->list[i];
        double workers = summary->configuration.workers * dodge;
        fprintf(points, "%g\t%g\t%g\t%g\t%u\t%d\t%d\n", workers, summary->median, summary->interval.low,
                summary->interval.high, optimum->strategy->colour,
                has_bar(optimum) && summary == optimum->enough, optimum->strategy->marker);
        fprintf(curves, "%g\t%g\t%u\n", workers, summary->median, optimum->strategy->colour);
    }
    fprintf(points, "\n\n");
    fprintf(curves, "\n\n");
}

/* Place the names of lines: at the right edge, at least one line apart, if a line reaches it; else at its
 * end. */
static void write_labels(FILE *labels, const struct evidence *evidence, const struct plot_range *range)
{
    struct plot_label list[MAX_CONFIGURATIONS];
    size_t count = 0;

    for (size_t i = 0; i < evidence->optimum_count; i++) {
        const struct optimum *optimum = &evidence->optima[i];
        const struct summary *last = last_of(optimum);
        if (last->configuration.workers == most_workers(range)) {
            list[count++] = (struct plot_label){last->median, optimum->strategy};
            continue;
        }
        bool flat = optimum->strategy->role == ROLE_MISTAKE;
        fprintf(labels, "%g\t%g\t%s\t%u\n", last->configuration.workers * (flat ? 1.36 : 0.98),
                flat ? last->median
                     : last->interval.high *
                           pow(range->line, optimum->strategy->role == ROLE_YOURS ? 1.6 : 0.6),
                optimum->strategy->title, optimum->strategy->colour);
    }
    plot_stack_labels(list, count, range->line);
    for (size_t i = 0; i < count; i++)
        fprintf(labels, "%g\t%g\t%s\t%u\n", most_workers(range) * 1.3, list[i].at, list[i].strategy->title,
                list[i].strategy->colour);
}

static int write_curves(const char *directory, const struct evidence *evidence,
                        const struct plot_range *range)
{
    FILE *points = plot_file(directory, "workers.points");
    FILE *best = plot_file(directory, "workers.best");
    FILE *labels = plot_file(directory, "workers.labels");
    FILE *curves = plot_file(directory, "workers.curves");
    double bars = range->bars;

    if (!points || !best || !labels || !curves)
        return -1;
    for (size_t i = 0; i < evidence->optimum_count; i++) {
        const struct optimum *optimum = &evidence->optima[i];
        write_points(points, curves, optimum, pow(DODGE, i));
        if (!has_bar(optimum))
            continue;
        fprintf(best, "%zu\t%zu\t%zu\t%g\t%u\t%d\n", optimum->best->configuration.workers,
                optimum->low->configuration.workers, optimum->high->configuration.workers,
                range->low * pow(range->line, 1.6 + BAR_LINES * bars--), optimum->strategy->colour,
                optimum->strategy->marker);
    }
    write_labels(labels, evidence, range);
    int failed =
        plot_file_close(points) | plot_file_close(best) | plot_file_close(labels) | plot_file_close(curves);
    return failed ? -1 : 0;
}

/* Draw the single points, of strategies with one number of workers, with their names stacked above them. */
static int write_singles(const char *directory, const struct evidence *evidence,
                         const struct plot_range *range)
{
    FILE *singles = plot_file(directory, "workers.singles");
    double place = 0, top = 0;

    if (!singles)
        return -1;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < evidence->workers.count; i++) {
            const struct summary *summary = &evidence->workers.list[i];
            const struct strategy *strategy = summary->configuration.strategy;
            if (summary->count == 0 || !is_single(strategy))
                continue;
            top = fmax(top, summary->interval.high);
            if (pass == 0)
                continue;
            fprintf(singles, "%g\t%g\t%g\t%g\t%u\t%s\t%g\n", pow(DODGE, place), summary->median,
                    summary->interval.low, summary->interval.high, strategy->colour, strategy->title,
                    top * pow(range->line, 0.9 + place));
            place++;
        }
    }
    return plot_file_close(singles);
}

int write_workers(const char *directory, const struct evidence *evidence)
{
    if (!has_choice_of_workers(evidence))
        return 1;
    struct plot_range range = find_range(evidence);
    if (write_values(directory, evidence, &range) == -1 || write_bounds(directory, evidence, &range) == -1)
        return -1;
    if (write_curves(directory, evidence, &range) == -1)
        return -1;
    return write_singles(directory, evidence, &range);
}
