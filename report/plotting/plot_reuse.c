/*
 * plot_reuse.c - what the figure of kept and fresh connections is drawn from: a row each pair.
 */
#include <math.h>

#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

#define FRAME_CENTIMETRES 2.3
#define ROW_CENTIMETRES   0.52
#define HEAD_ROWS         1.3 /* a case's own line, and the room above it */
#define ROOM              1.15

static void write_headline(FILE *out, const void *reuse)
{
    write_reuse_headline(out, reuse);
}

bool has_reuse_figure(const struct evidence *evidence)
{
    const struct reuse_case *one = dearest_case(&evidence->reuse);

    return one && find_reuse(&evidence->reuse, one).verdict != REUSE_NOT_MEASURED;
}

static void widen(double range[2], const struct summary *summary)
{
    if (summary->count == 0)
        return;
    range[0] = fmin(range[0], summary->interval.low);
    range[1] = fmax(range[1], summary->interval.high);
}

static void write_pair(FILE *rows, const struct reuse *reuse, const struct reuse_pair *pair, double y)
{
    const struct configuration *configuration = &pair->kept.configuration;
    char name[80];

    snprintf(name, sizeof name, "%s", configuration->label);
    fprintf(rows, "%g\t%u\t%g\t%g\t%g\t%g\t%g\t%g\t%s\t%s\t%s\n", y, configuration->strategy->colour,
            pair->kept.median, pair->kept.interval.low, pair->kept.interval.high, pair->fresh.median,
            pair->fresh.interval.low, pair->fresh.interval.high, configuration->strategy->title,
            factor_text(pair->fresh.median / pair->kept.median).text,
            factor_interval_text(reuse_interval(reuse, pair)).text);
}

/* Rows downwards, each case under a line of its own. Returns how far down they go; `range` becomes that of
 * all times. */
static double write_rows(FILE *rows, FILE *heads, const struct reuse *reuse, double range[2])
{
    double y = 0;

    for (size_t i = 0; i < reuse->count; i++) {
        const struct reuse_case *one = &reuse->cases[i];
        y += HEAD_ROWS;
        if (one->connect_ms == 0)
            fprintf(heads, "%g\tConnecting is free, as on this machine\n", y);
        else
            fprintf(heads, "%g\tConnecting takes %zu ms, as a network would have it\n", y, one->connect_ms);
        for (size_t k = 0; k < one->count; k++) {
            if (!can_be_compared(&one->pairs[k]))
                continue;
            widen(range, &one->pairs[k].kept);
            widen(range, &one->pairs[k].fresh);
            write_pair(rows, reuse, &one->pairs[k], ++y);
        }
    }
    return y;
}

int write_reuse_data(const char *directory, const struct evidence *evidence)
{
    const struct reuse *reuse = &evidence->reuse;
    FILE *values = plot_file(directory, "reuse.values");
    FILE *rows = plot_file(directory, "reuse.rows");
    FILE *heads = plot_file(directory, "reuse.heads");
    double range[2] = {INFINITY, 0};
    char subtitle[200];

    if (!values || !rows || !heads)
        return -1;
    double bottom = write_rows(rows, heads, reuse, range) + 0.7;
    plot_headline(values, write_headline, reuse);
    snprintf(
        subtitle, sizeof subtitle,
        "Time to fetch %zu images at %g ms latency; filled: connections kept, open: a new one for each image",
        reuse->images, 1000 * reuse->latency);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'reuse'\nwidth = 16.0\nheight = %g\nbottom = %g\nlow = %g\nhigh = %g\n",
            FRAME_CENTIMETRES + ROW_CENTIMETRES * bottom, bottom, range[0] / ROOM, range[1] * ROOM);
    plot_second_ticks(values, "second_ticks", range[0] / ROOM, range[1] * ROOM);
    int failed = plot_file_close(values) | plot_file_close(rows) | plot_file_close(heads);
    return failed ? -1 : 0;
}
