/*
 * strip.c - data for strips: a row for each configuration, a dot for each cycle, and in grey the cycles to
 * compare with. Four figures are strips.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../analyse/json.h"
#include "draw.h"
#include "plot.h"

#define GAP               0.6 /* share of a row between groups */
#define ROW_CENTIMETRES   0.44
#define TALLEST           20.0 /* centimetres for all rows; more rows are set closer */
#define FRAME_CENTIMETRES 1.95 /* head of the table, axis */
#define ROOM              1.3  /* factor by which the axis extends beyond the data at each end */

/* One row: a configuration, its name in this figure, and the grey sample next to it. */
struct strip_row {
    const struct summary *summary;
    char label[64];
    struct sample grey;
    double y;
};

struct strip {
    const char *name;
    const char *grey; /* name of the grey sample, "" for none */
    struct strip_row rows[MAX_CONFIGURATIONS];
    size_t count;
    double height; /* in rows */
    double low, high;
};

static void widen(struct strip *strip, struct sample sample)
{
    for (size_t i = 0; i < sample.count; i++) {
        strip->low = fmin(strip->low, sample.values[i]);
        strip->high = fmax(strip->high, sample.values[i]);
    }
}

static void add_row(struct strip *strip, const struct summary *summary, bool gap, struct sample grey,
                    const char *label)
{
    struct strip_row *row = &strip->rows[strip->count++];

    strip->height += 1 + (gap ? GAP : 0);
    *row = (struct strip_row){.summary = summary, .grey = grey, .y = strip->height};
    snprintf(row->label, sizeof row->label, "%s", label);
    widen(strip, wall_sample(summary));
    widen(strip, grey);
}

static void write_row(FILE *rows, const struct strip_row *row)
{
    const struct summary *summary = row->summary;
    double low = INFINITY, high = -INFINITY, centre = median(row->grey);
    char interval[64];

    for (size_t i = 0; i < row->grey.count; i++) {
        low = fmin(low, row->grey.values[i]);
        high = fmax(high, row->grey.values[i]);
    }
    if (row->grey.count == 0)
        low = high = NAN;
    snprintf(interval, sizeof interval, "%.24s – %.24s", seconds_text(summary->interval.low).text,
             seconds_text(summary->interval.high).text);
    /* gnuplot misreads an empty last column */
    fprintf(rows, "%g\t%u\t%s\t%g\t%g\t%g\t%g\t%s\t%s\t%s\t%s\n", row->y,
            summary->configuration.strategy->colour, row->label, summary->median, low, centre, high,
            seconds_text(summary->median).text, interval,
            row->grey.count > 0 ? seconds_text(centre).text : " ",
            summary->count == 0 ? summary->outcome : "none");
}

static void write_cycles(FILE *cycles, const struct strip_row *row)
{
    const struct summary *summary = row->summary;
    const struct strategy *strategy = summary->configuration.strategy;

    for (size_t i = 0; i < summary->count; i++)
        fprintf(cycles, "%g\t%u\t%zu\t%g\t%d\t%d\n", row->y, strategy->colour, summary->cycle[i],
                summary->wall[i], is_outlier(summary->wall[i], summary->median, summary->deviation),
                strategy->marker);
}

static int write_all(const char *directory, const struct strip *strip)
{
    char name[64];

    if (strip->high == 0)
        return 1;
    snprintf(name, sizeof name, "%s.rows", strip->name);
    FILE *rows = plot_file(directory, name);
    snprintf(name, sizeof name, "%s.cycles", strip->name);
    FILE *cycles = plot_file(directory, name);
    snprintf(name, sizeof name, "%s.values", strip->name);
    FILE *values = plot_file(directory, name);
    if (!rows || !cycles || !values)
        return -1;
    for (size_t i = 0; i < strip->count; i++) {
        write_row(rows, &strip->rows[i]);
        write_cycles(cycles, &strip->rows[i]);
    }
    fprintf(values, "name = '%s'\ngrey = '%s'\nwidth = 16.0\nheight = %g\nrows = %g\nlow = %g\nhigh = %g\n",
            strip->name, strip->grey, FRAME_CENTIMETRES + fmin(ROW_CENTIMETRES * strip->height, TALLEST),
            strip->height, strip->low / ROOM, strip->high * ROOM);
    plot_second_ticks(values, "ticks", strip->low / ROOM, strip->high * ROOM);
    int failed = plot_file_close(rows) | plot_file_close(cycles) | plot_file_close(values);
    return failed ? -1 : 0;
}

/* "threads, 50". The lab's name is enough if all rows are the student's. */
static void name_row(const struct configuration *configuration, char label[64])
{
    const struct strategy *strategy = configuration->strategy;
    const char *title = strategy->role == ROLE_YOURS ? strategy->lab : strategy->title;

    if (is_single(strategy))
        snprintf(label, 64, "%s", title);
    else
        snprintf(label, 64, "%s, %zu", title, configuration->workers);
}

/* Write the rows of one role, grouped by strategy, each with a grey sample. */
static int write_role(const char *directory, const struct evidence *evidence, const char *name,
                      const char *grey, enum role role,
                      struct sample (*find)(const struct evidence *evidence, const struct configuration *one))
{
    struct strip strip = {.name = name, .grey = grey, .low = INFINITY};
    const struct strategy *above = NULL;

    for (size_t i = 0; i < evidence->workers.count; i++) {
        const struct summary *summary = &evidence->workers.list[i];
        const struct strategy *strategy = summary->configuration.strategy;
        char label[64];
        if (!has_role(summary, role))
            continue;
        name_row(&summary->configuration, label);
        add_row(&strip, summary, above && above != strategy, find(evidence, &summary->configuration), label);
        above = strategy;
    }
    return write_all(directory, &strip);
}

static struct sample find_original(const struct evidence *evidence, const struct configuration *one)
{
    const struct original_row *row = original_row(&evidence->original, one->strategy->name, one->workers);

    return row ? original_sample(row) : (struct sample){NULL, NULL, 0};
}

static struct sample find_reference(const struct evidence *evidence, const struct configuration *one)
{
    const struct summary *reference =
        find_summary(&evidence->workers, reference_of(one->strategy)->name, one->workers);

    return reference ? wall_sample(reference) : (struct sample){NULL, NULL, 0};
}

int write_strip(const char *directory, const struct evidence *evidence)
{
    return write_role(directory, evidence, "strip", "original", ROLE_REFERENCE, find_original);
}

int write_yours(const char *directory, const struct evidence *evidence)
{
    return write_role(directory, evidence, "yours", "reference", ROLE_YOURS, find_reference);
}

/* Write a row for new connections, with the kept ones in grey, grouped by the cost of connecting. */
int write_reuse(const char *directory, const struct evidence *evidence)
{
    struct strip strip = {.name = "reuse", .grey = "kept", .low = INFINITY};
    const struct analysis *analysis = &evidence->reuse;
    size_t dearest = 0;

    for (size_t i = 0; i < analysis->count; i++)
        dearest = dearest > analysis->list[i].configuration.connect_ms
                      ? dearest
                      : analysis->list[i].configuration.connect_ms;
    for (size_t group = 0; group < 2; group++) {
        size_t cost = group == 0 ? 0 : dearest, rows = strip.count;
        for (size_t i = 1; i < analysis->count && (group == 0 || dearest > 0); i++) {
            const struct summary *fresh = &analysis->list[i],
                                 *kept = fresh - 1; /* in the order of analyse() */
            char label[64];
            if (!fresh->configuration.fresh || fresh->configuration.connect_ms != cost ||
                kept->configuration.strategy != fresh->configuration.strategy)
                continue;
            snprintf(label, sizeof label, "%.40s, %zu ms", fresh->configuration.strategy->title, cost);
            add_row(&strip, fresh, group > 0 && strip.count == rows, wall_sample(kept), label);
        }
    }
    return write_all(directory, &strip);
}

/* Write the rows with the most work: on all cores, then on one. */
int write_work(const char *directory, const struct evidence *evidence)
{
    struct strip strip = {.name = "work", .grey = "", .low = INFINITY};
    const struct analysis *analysis = &evidence->work;
    size_t most = 0;

    for (size_t i = 0; i < analysis->count; i++)
        most = most > analysis->list[i].configuration.work ? most : analysis->list[i].configuration.work;
    for (size_t cores = 0; cores < 2; cores++) {
        size_t rows = strip.count;
        for (size_t i = 0; i < analysis->count; i++) {
            const struct configuration *one = &analysis->list[i].configuration;
            char label[64];
            if (one->work != most || one->cores != cores) /* 0: all cores */
                continue;
            snprintf(label, sizeof label, "%.40s%s", one->strategy->title, cores == 0 ? "" : ", 1 core");
            add_row(&strip, &analysis->list[i], cores > 0 && strip.count == rows,
                    (struct sample){NULL, NULL, 0}, label);
        }
    }
    return write_all(directory, &strip);
}
