/*
 * plot_strip.c - what strips are drawn from: a row a configuration, every cycle a dot, something to hold it
 * against.
 */
#include <math.h>
#include <string.h>

#include "../findings/findings.h"
#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

#define GAP_BETWEEN_LABS  0.6 /* of a row */
#define GAP_WITHIN_LAB    0.25
#define ROW_CENTIMETRES   0.44
#define TALLEST           20.0 /* centimetres of rows: more are set closer */
#define FRAME_CENTIMETRES 2.9  /* headline, head of the table, axis */

/* Which rows a strip has, and what stands in grey beside them. */
struct strip {
    const char *name;
    enum role role;
    const char *beside; /* the name of what is in grey */
    struct sample (*sample_beside)(const struct summary *summary, const struct evidence *evidence);
    void (*write_headline)(FILE *out, const struct analysis *analysis);
};

static double gap_between(const struct strategy *above, const struct strategy *below)
{
    return strcmp(above->lab, below->lab) == 0 ? 0 : GAP_BETWEEN_LABS;
}

/* The place of each configuration from the top down, in rows. Returns the height of all. */
static double place_rows(const struct analysis *analysis, const struct strip *strip, double y[])
{
    const struct strategy *above = NULL;
    double next = 1;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct strategy *strategy = analysis->summaries[i].configuration.strategy;
        if (!has_role(&analysis->summaries[i], strip->role))
            continue;
        next += above ? gap_between(above, strategy) : 0;
        y[i] = next++;
        above = strategy;
    }
    return next - 1;
}

static struct sample original_of(const struct summary *summary, const struct evidence *evidence)
{
    const struct original_row *row = original_row(&evidence->original, summary->configuration.strategy->name,
                                                  summary->configuration.workers);

    return row ? original_sample(row) : (struct sample){NULL, 0};
}

static struct sample reference_beside(const struct summary *summary, const struct evidence *evidence)
{
    size_t place = find_summary(&evidence->analysis, reference_of(summary->configuration.strategy)->name,
                                summary->configuration.workers);

    return place == NOWHERE ? (struct sample){NULL, 0} : wall_sample(&evidence->analysis.summaries[place]);
}

static void widen(struct sample sample, double *low, double *high)
{
    for (size_t i = 0; i < sample.count; i++) {
        *low = fmin(*low, sample.values[i]);
        *high = fmax(*high, sample.values[i]);
    }
}

/* The lab tells enough, for a strip has the reference alone or the student's alone. */
static void row_name(const struct configuration *configuration, char name[], size_t size)
{
    const struct strategy *strategy = configuration->strategy;
    const char *title = strategy->role == ROLE_YOURS ? strategy->lab : strategy->title;

    if (is_single(strategy))
        snprintf(name, size, "%s", title);
    else
        snprintf(name, size, "%s, %zu", title, configuration->workers);
}

static void write_row(FILE *rows, const struct summary *summary, struct sample beside, double y)
{
    double low = INFINITY, high = -INFINITY, centre = median(beside);
    char name[64];
    const char *failure =
        summary->count == 0 ? summary->outcome : "none"; /* gnuplot misreads an empty last column */

    widen(beside, &low, &high);
    if (beside.count == 0)
        low = high = NAN;
    row_name(&summary->configuration, name, sizeof name);
    fprintf(rows, "%g\t%u\t%s\t%g\t%g\t%g\t%g\t%s\t%s\t%s\t%s\t%d\n", y,
            summary->configuration.strategy->colour, name, summary->median, low, centre, high,
            seconds_text(summary->median).text, interval_text(summary->interval).text,
            seconds_text(centre).text, failure, summary->like_above);
}

static void write_cycles(FILE *cycles, const struct summary *summary, double y)
{
    for (size_t i = 0; i < summary->count; i++) {
        int flagged = is_outlier(summary->wall[i], summary->median, summary->deviation);
        fprintf(cycles, "%g\t%u\t%zu\t%g\t%d\n", y, summary->configuration.strategy->colour,
                summary->cycle[i], summary->wall[i], flagged);
    }
}

struct headline {
    const struct strip *strip;
    const struct analysis *analysis;
};

static void write_headline(FILE *out, const void *data)
{
    const struct headline *headline = data;

    headline->strip->write_headline(out, headline->analysis);
}

static void write_values(FILE *values, const struct strip *strip, const struct analysis *analysis,
                         double height, double low, double high)
{
    char subtitle[160];

    plot_headline(values, write_headline, &(struct headline){strip, analysis});
    snprintf(subtitle, sizeof subtitle, "Time to fetch %zu images, %zu cycles each, logarithmic axis",
             analysis->images, analysis->cycles);
    plot_text(values, "subtitle", subtitle);
    size_t coverage = 0; /* the same wherever no cycle failed; a smaller one is told in the table of times */
    for (size_t i = 0; i < analysis->count; i++)
        coverage = analysis->summaries[i].count > analysis->summaries[coverage].count ? i : coverage;
    fprintf(values, "coverage = '%s %% interval'\n",
            percent_text(analysis->summaries[coverage].interval.coverage).text);
    fprintf(values, "name = '%s'\nbeside = '%s'\nwidth = 16.0\nheight = %g\nrows = %g\n", strip->name,
            strip->beside, FRAME_CENTIMETRES + fmin(ROW_CENTIMETRES * height, TALLEST), height);
    fprintf(values, "low = %g\nhigh = %g\n", low / 1.3, high * 1.3);
    plot_second_ticks(values, "ticks", low / 1.3, high * 1.3);
}

static FILE *strip_file(const char *directory, const struct strip *strip, const char *suffix)
{
    char name[64];

    snprintf(name, sizeof name, "%s.%s", strip->name, suffix);
    return plot_file(directory, name);
}

static int write_strip(const char *directory, const struct evidence *evidence, const struct strip *strip)
{
    const struct analysis *analysis = &evidence->analysis;
    double y[MAX_CONFIGURATIONS], low = INFINITY, high = 0;
    double height = place_rows(analysis, strip, y);
    FILE *rows = strip_file(directory, strip, "rows");
    FILE *cycles = strip_file(directory, strip, "cycles");
    FILE *values = strip_file(directory, strip, "values");

    if (!rows || !cycles || !values)
        return -1;
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (!has_role(summary, strip->role))
            continue;
        struct sample beside = strip->sample_beside(summary, evidence);
        widen(wall_sample(summary), &low, &high);
        widen(beside, &low, &high);
        write_row(rows, summary, beside, y[i]);
        write_cycles(cycles, summary, y[i]);
    }
    write_values(values, strip, analysis, height, low, high);
    int failed = plot_file_close(rows) | plot_file_close(cycles) | plot_file_close(values);
    return failed ? -1 : 0;
}

int write_strip_data(const char *directory, const struct evidence *evidence)
{
    static const struct strip strip = {"strip", ROLE_REFERENCE, "original", original_of,
                                       write_speed_headline};

    return write_strip(directory, evidence, &strip);
}

int write_yours_data(const char *directory, const struct evidence *evidence)
{
    static const struct strip strip = {"yours", ROLE_YOURS, "reference", reference_beside,
                                       write_yours_headline};

    return write_strip(directory, evidence, &strip);
}
