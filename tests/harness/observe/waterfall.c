/*
 * waterfall.c - a waterfall as SVG (https://www.w3.org/TR/SVG11): a few rectangles and words need no library.
 */
#include <math.h>
#include <stdio.h>

#include "waterfall.h"

/* In pixels. */
#define WIDE   960
#define LEFT   150
#define RIGHT  24
#define TOP    64
#define ROW    16
#define BOTTOM 34
#define BAR    11

#define TICKS        6
#define GOLDEN_ANGLE 137.508 /* degrees, so that consecutive numbers get different colours */

double waterfall_length(const struct ledger *ledger)
{
    double end = 0;

    for (size_t i = 0; i < ledger->count; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        end = fmax(end, row->accepted);
        if (!isnan(row->first_byte))
            end = fmax(end, row->first_byte);
        if (!isnan(row->end))
            end = fmax(end, row->end);
    }
    return ledger->count ? end - ledger->rows[0].accepted : 0;
}

size_t waterfall_connections(const struct ledger *ledger)
{
    size_t connections = 0;

    for (size_t i = 0; i < ledger->count; i++) {
        size_t earlier = 0;
        while (earlier < i && ledger->rows[earlier].connection != ledger->rows[i].connection)
            earlier++;
        connections += earlier == i;
    }
    return connections;
}

/* A round length for the axis, 1, 2 or 5 times a power of ten, so that at most TICKS fit into `length`. */
static double tick_of(double length)
{
    static const double steps[] = {1, 2, 5, 10};
    double least = length / TICKS, power = pow(10, floor(log10(least)));

    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (steps[i] * power >= least)
            return steps[i] * power;
    return 10 * power;
}

static void draw_axis(FILE *svg, double length, double scale, size_t rows)
{
    int bottom = TOP + (int)rows * ROW;
    double tick = tick_of(length);

    for (double at = 0; at <= length; at += tick)
        fprintf(svg,
                "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#dedede'/>"
                "<text x='%.1f' y='%d' text-anchor='middle' fill='#6e6e6e'>%g ms</text>\n",
                LEFT + at * scale, TOP - 4, LEFT + at * scale, bottom + 4, LEFT + at * scale, bottom + 20,
                round(at * 1e6) / 1e3);
}

static void draw_part(FILE *svg, double from, double to, int y, double hue, int lightness)
{
    fprintf(svg, "<rect x='%.1f' y='%d' width='%.1f' height='%d' fill='hsl(%.0f,60%%,%d%%)'/>", LEFT + from,
            y, fmax(to - from, 0.8), BAR, hue, lightness);
}

static void draw_row(FILE *svg, const struct ledger_row *row, double begin, double length, double scale,
                     int y)
{
    double hue = fmod((double)row->connection * GOLDEN_ANGLE, 360);
    double end = isnan(row->end) ? length : row->end - begin;
    double first = isnan(row->first_byte) ? end : row->first_byte - begin;

    fprintf(svg, "<g><title>image %ld, connection %zu, status %ld, from %.0f to %.0f ms%s</title>\n",
            row->image, row->connection, row->status, (row->accepted - begin) * 1000, end * 1000,
            row->gone ? ", the client left" : "");
    fprintf(svg, "<text x='%d' y='%d' text-anchor='end' fill='%s'>image %ld, conn. %zu</text>", LEFT - 8,
            y + 10, row->status == 200 && !row->gone ? "#222222" : "#c01c28", row->image, row->connection);
    draw_part(svg, (row->accepted - begin) * scale, first * scale, y, hue, 82);
    draw_part(svg, first * scale, end * scale, y, hue, 42);
    fprintf(svg, "</g>\n");
}

void waterfall_draw(FILE *svg, const struct ledger *ledger, size_t most, const char *title)
{
    size_t rows = ledger->count < most ? ledger->count : most;
    double length = fmax(waterfall_length(ledger), 1e-6), scale = (WIDE - LEFT - RIGHT) / length;
    int height = TOP + (int)rows * ROW + BOTTOM;

    fprintf(svg,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' "
            "font-family='sans-serif' font-size='11'>\n<rect width='100%%' height='100%%' fill='#ffffff'/>\n"
            "<text x='8' y='22' font-size='16' font-weight='bold' fill='#222222'>%s</text>\n"
            "<text x='8' y='42' fill='#6e6e6e'>A row for each request at the server; a colour for each "
            "connection. "
            "Light: "
            "waiting for the first byte. Full: receiving.</text>\n",
            WIDE, height, WIDE, height, title);
    draw_axis(svg, length, scale, rows);
    for (size_t i = 0; i < rows; i++)
        draw_row(svg, &ledger->rows[i], ledger->rows[0].accepted, length, scale, TOP + (int)i * ROW);
    fprintf(svg, "</svg>\n");
}
