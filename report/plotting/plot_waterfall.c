/*
 * plot_waterfall.c - what the waterfall is drawn from: a row a request, one time scale for all strategies.
 */
#include <math.h>
#include <stdlib.h>

#include "../findings/findings.h"
#include "../writing/number_text.h"
#include "figures.h"
#include "plot_values.h"

/* Heights in rows of one request. */
#define GAP               3.0
#define LARGE_PITCH       2.2 /* of a run that goes beyond the figure: fewer rows, larger */
#define LEAST_HEIGHT      17.0
#define BAR_SHARE         0.8 /* of a row */
#define MUCH_LONGER       3.0 /* times as long as the shortest: goes beyond the figure */
#define WINDOW_MARGIN     1.08
#define ROW_CENTIMETRES   0.112
#define FRAME_CENTIMETRES 2.6

/* Where one run stands in the figure. */
struct panel {
    const struct traced_run *run;
    double end;
    double top, height, pitch;
    size_t shown; /* requests that begin within the figure */
};

struct waterfall {
    struct panel panels[MAX_TRACED_RUNS];
    size_t count;
    double window; /* seconds shown */
    double height; /* in rows */
};

static double find_window(const struct traces *traces)
{
    double shortest = INFINITY, window = 0;

    for (size_t i = 0; i < traces->count; i++)
        shortest = fmin(shortest, trace_end(&traces->runs[i]));
    for (size_t i = 0; i < traces->count; i++) {
        double end = trace_end(&traces->runs[i]);
        if (end <= MUCH_LONGER * shortest)
            window = fmax(window, end);
    }
    return WINDOW_MARGIN * window;
}

static struct waterfall place_panels(const struct traces *traces)
{
    struct waterfall waterfall = {.count = traces->count, .window = find_window(traces)};

    for (size_t i = 0; i < traces->count; i++) {
        struct panel *panel = &waterfall.panels[i];
        *panel = (struct panel){.run = &traces->runs[i], .end = trace_end(&traces->runs[i])};
        for (size_t k = 0; k < panel->run->count; k++)
            panel->shown += panel->run->rows[k].accepted < waterfall.window;
        panel->pitch = panel->end > waterfall.window ? LARGE_PITCH : 1;
        panel->height = fmax(LEAST_HEIGHT, panel->shown * panel->pitch);
        panel->top = waterfall.height;
        waterfall.height += panel->height + GAP;
    }
    waterfall.height -= GAP;
    return waterfall;
}

/* A row's three parts; what lies beyond the figure is cut off. */
static void write_bars(FILE *bars, const struct waterfall *waterfall, const struct panel *panel)
{
    unsigned colour = strategy_named(panel->run->strategy)->colour;

    for (size_t i = 0; i < panel->shown; i++) {
        const struct trace *row = &panel->run->rows[i];
        double connected = row->accepted + (row->place == 1 ? TRACED_CONNECT_MS / 1000.0 : 0);
        double y = panel->top + (i + 0.5) * panel->pitch, half = BAR_SHARE / 2 * sqrt(panel->pitch);
        fprintf(bars, "%g\t%g\t%g\t%g\t%g\t%g\t%u\t%u\n", y, half, row->accepted,
                fmin(connected, waterfall->window), fmin(row->first_byte, waterfall->window),
                fmin(row->end, waterfall->window), plot_tint(colour), colour);
    }
}

static size_t count_connections(const struct traced_run *run)
{
    size_t fresh = 0;

    for (size_t i = 0; i < run->count; i++)
        fresh += run->rows[i].place == 1;
    return fresh;
}

static void write_panel(FILE *panels, const struct waterfall *waterfall, const struct panel *panel,
                        const struct traces *traces)
{
    const struct strategy *strategy = strategy_named(panel->run->strategy);
    struct configuration configuration = configuration_of(strategy, panel->run->workers);
    struct overlap_finding finding = find_overlap(traces);
    size_t connections = count_connections(panel->run);
    char how[64], beyond[96] = " ", speed[48] = " ", note[96] = " ";

    if (is_single(strategy))
        snprintf(how, sizeof how, "one at a time");
    else
        snprintf(how, sizeof how, "%.60s", configuration.label);
    if (panel->end > waterfall->window)
        snprintf(beyond, sizeof beyond, "%zu more →", panel->run->count - panel->shown);
    if (finding.sequential && panel->run != finding.sequential)
        snprintf(speed, sizeof speed, "%.20s times as fast",
                 ratio_text(trace_end(finding.sequential) / panel->end).text);
    if (finding.verdict == OVERLAP_GAINS && panel->run == finding.sequential &&
        panel->end > waterfall->window)
        snprintf(note, sizeof note, "%zu of the %d are done when %s has fetched all", finding.done_by_then,
                 TRACED_IMAGES, strategy_named(finding.fastest->strategy)->title);
    fprintf(panels, "%g\t%g\t%s\t%u\t%s\t%zu connection%s\t%s s\t%s\t%s\t%s\t%g\n", panel->top, panel->height,
            strategy->title, strategy->colour, how, connections, connections == 1 ? "" : "s",
            seconds_text(panel->end).text, speed, beyond, note,
            panel->end <= waterfall->window ? panel->end : NAN);
}

static void write_headline(FILE *out, const void *traces)
{
    write_overlap_headline(out, traces);
}

int write_waterfall_data(const char *directory, const struct evidence *evidence)
{
    const struct traces *traces = &evidence->traces;
    struct waterfall waterfall = place_panels(traces);
    FILE *values = plot_file(directory, "waterfall.values");
    FILE *bars = plot_file(directory, "waterfall.bars");
    FILE *panels = plot_file(directory, "waterfall.panels");
    char subtitle[200];

    if (!values || !bars || !panels)
        return -1;
    for (size_t i = 0; i < waterfall.count; i++) {
        write_bars(bars, &waterfall, &waterfall.panels[i]);
        write_panel(panels, &waterfall, &waterfall.panels[i], traces);
    }
    plot_headline(values, write_headline, traces);
    snprintf(subtitle, sizeof subtitle,
             "The same %d requests in each strategy, as the server saw them: a row for each, one time scale "
             "for all",
             TRACED_IMAGES);
    plot_text(values, "subtitle", subtitle);
    fprintf(values, "name = 'waterfall'\nwidth = 16.0\nheight = %g\nrows = %g\nwindow = %g\n",
            FRAME_CENTIMETRES + ROW_CENTIMETRES * waterfall.height, waterfall.height, waterfall.window);
    int failed = plot_file_close(values) | plot_file_close(bars) | plot_file_close(panels);
    return failed ? -1 : 0;
}
