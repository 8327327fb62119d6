/*
 * cache.c - data for the cache's timeline: a row for each argument, a mark for each call.
 */
#include <string.h>

#include "../analyse/cache.h"
#include "draw.h"
#include "plot.h"

#define FRAME_CENTIMETRES 2.15
#define ROW_CENTIMETRES   0.85

static const unsigned colours[] = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7};

#define COLOURS (sizeof colours / sizeof colours[0])

/* The row of a call's arguments, from 1. The first call with these arguments creates it. */
static size_t row_of(const struct transcript *transcript, size_t place)
{
    const struct call *calls = transcript->calls;
    size_t row = 1;

    for (size_t i = 0; i <= place; i++) {
        bool same = calls[i].first == calls[place].first && calls[i].second == calls[place].second;
        if (same)
            return row;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = calls[k].first == calls[i].first && calls[k].second == calls[i].second;
        row += !seen;
    }
    return row;
}

/* Write the hits of a life below its middle; colour the life that was cut short. */
static void write_life(FILE *lives, const struct transcript *transcript, const struct cache_finding *finding,
                       size_t begin)
{
    size_t row = row_of(transcript, begin), served = 0, end = begin + 1;

    for (; end < transcript->count; end++) {
        if (row_of(transcript, end) != row)
            continue;
        if (transcript->calls[end].computed)
            break;
        served++;
    }
    if (end == transcript->count)
        return; /* its end is not known */
    bool shortest = begin + 1 == finding->shortest_call && finding->least < finding->most;
    fprintf(lives, "%g\t%zu\t%zu hits%s\t%u\n", (begin + end) / 2.0 + 1, row, served, shortest ? " only" : "",
            shortest ? colours[1] : 0x6e6e6e);
}

int write_cache(const char *directory, const struct evidence *evidence)
{
    const struct transcript *transcript = &evidence->transcript;
    struct cache_finding finding = find_cache(transcript);
    size_t last_row = 0;

    if (transcript->count == 0)
        return 1;
    FILE *values = plot_file(directory, "cache.values");
    FILE *calls = plot_file(directory, "cache.calls");
    FILE *rows = plot_file(directory, "cache.rows");
    FILE *lives = plot_file(directory, "cache.lives");
    if (!values || !calls || !rows || !lives)
        return -1;
    for (size_t i = 0; i < transcript->count; i++) {
        const struct call *call = &transcript->calls[i];
        size_t row = row_of(transcript, i);
        unsigned colour = colours[(row - 1) % COLOURS];
        fprintf(calls, "%zu\t%zu\t%d\t%zu\t%u\n", i + 1, row, call->computed, call->counter, colour);
        if (row > last_row)
            fprintf(rows, "%zu\tf(%d, %d)\t%u\n", row, call->first, call->second, colour);
        last_row = row > last_row ? row : last_row;
        if (call->computed)
            write_life(lives, transcript, &finding, i);
    }
    fprintf(values, "name = 'cache'\nwidth = 16.0\nheight = %g\ncalls = %zu\nrows = %zu\n",
            FRAME_CENTIMETRES + ROW_CENTIMETRES * last_row, transcript->count, last_row);
    int failed =
        plot_file_close(values) | plot_file_close(calls) | plot_file_close(rows) | plot_file_close(lives);
    return failed ? -1 : 0;
}
