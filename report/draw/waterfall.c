/*
 * waterfall.c - data for the waterfall: a row for each request, one time scale for all strategies.
 */
#include <math.h>
#include <string.h>

#include "../analyse/json.h"
#include "draw.h"
#include "plot.h"

/* Heights, in rows of one request. */
#define GAP               3.0
#define LARGE_PITCH       2.4 /* row height of a run that extends beyond the figure: fewer rows, larger */
#define LEAST_HEIGHT      22.0
#define BAR_SHARE         0.8 /* share of a row */
#define MUCH_LONGER       3.0 /* times the shortest run; a longer one extends beyond the figure */
#define WINDOW_MARGIN     1.08
#define ROW_CENTIMETRES   0.085
#define FRAME_CENTIMETRES 1.65

/* The position of one run in the figure. */
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

/* Write the three parts of a row, cut off at the edge of the figure. */
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

/* Write name, workers, connections, seconds, and the number of requests beyond the edge. */
static void write_panel(FILE *panels, const struct waterfall *waterfall, const struct panel *panel)
{
    const struct strategy *strategy = strategy_named(panel->run->strategy);
    size_t connections = 0;
    char beyond[32] = " ";

    for (size_t i = 0; i < panel->run->count; i++)
        connections += panel->run->rows[i].place == 1;
    if (panel->end > waterfall->window)
        snprintf(beyond, sizeof beyond, "%zu more →", panel->run->count - panel->shown);
    fprintf(panels, "%g\t%g\t%s\t%u\t%zu in flight\t%zu connection%s\t%s s\t%s\t%g\n", panel->top,
            panel->height, strategy->title, strategy->colour, panel->run->workers, connections,
            connections == 1 ? "" : "s", seconds_text(panel->end).text, beyond,
            panel->end <= waterfall->window ? panel->end : NAN);
}

int write_waterfall(const char *directory, const struct evidence *evidence)
{
    if (evidence->waterfall.count < 2)
        return 1;
    struct waterfall waterfall = place_panels(&evidence->waterfall);
    FILE *values = plot_file(directory, "waterfall.values");
    FILE *bars = plot_file(directory, "waterfall.bars");
    FILE *panels = plot_file(directory, "waterfall.panels");
    if (!values || !bars || !panels)
        return -1;
    for (size_t i = 0; i < waterfall.count; i++) {
        write_bars(bars, &waterfall, &waterfall.panels[i]);
        write_panel(panels, &waterfall, &waterfall.panels[i]);
    }
    fprintf(values, "name = 'waterfall'\nwidth = 16.0\nheight = %g\nrows = %g\nwindow = %g\n",
            FRAME_CENTIMETRES + ROW_CENTIMETRES * waterfall.height, waterfall.height, waterfall.window);
    int failed = plot_file_close(values) | plot_file_close(bars) | plot_file_close(panels);
    return failed ? -1 : 0;
}
