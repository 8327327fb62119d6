/*
 * ledger.c - read the mock server's table of requests.
 */
#include "ledger.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_COLUMNS   32
#define WATERFALL_WIDE 48

/* Split `line` at its tabs, in place. Returns the number of fields. */
static size_t split(char *line, char *fields[MOST_COLUMNS])
{
    size_t count = 0;
    char *field;

    while (count < MOST_COLUMNS && (field = strsep(&line, "\t")))
        fields[count++] = field;
    return count;
}

static void take_field(struct ledger_row *row, const char *column, const char *field)
{
    if (strcmp(column, "request") == 0)
        row->request = strtoul(field, NULL, 10);
    else if (strcmp(column, "image") == 0)
        row->image = strtol(field, NULL, 10);
    else if (strcmp(column, "attempt") == 0)
        row->attempt = (unsigned)strtoul(field, NULL, 10);
    else if (strcmp(column, "status") == 0)
        row->status = strtol(field, NULL, 10);
    else if (strcmp(column, "connection") == 0)
        row->connection = strtoul(field, NULL, 10);
    else if (strcmp(column, "place") == 0)
        row->place = strtoul(field, NULL, 10);
    else if (strcmp(column, "accepted") == 0)
        row->accepted = strtod(field, NULL);
    else if (strcmp(column, "admitted") == 0)
        row->admitted = strtod(field, NULL);
    else if (strcmp(column, "first_byte") == 0)
        row->first_byte = strtod(field, NULL);
    else if (strcmp(column, "end") == 0)
        row->end = strtod(field, NULL);
    else if (strcmp(column, "bytes") == 0)
        row->bytes = strtoul(field, NULL, 10);
    else if (strcmp(column, "gone") == 0)
        row->gone = field[0] == '1';
    else if (strcmp(column, "fault") == 0)
        snprintf(row->fault, sizeof row->fault, "%s", field);
    else if (strcmp(column, "path") == 0)
        snprintf(row->path, sizeof row->path, "%s", field);
}

struct ledger ledger_read(const char *text)
{
    struct ledger ledger = {0};
    char *copy = strdup(text), *rest = copy, *line;
    char *columns[MOST_COLUMNS], *fields[MOST_COLUMNS];
    char *header = copy ? strsep(&rest, "\n") : NULL;
    size_t width = header ? split(header, columns) : 0;

    while (rest && (line = strsep(&rest, "\n")) && *line) {
        struct ledger_row *rows = reallocarray(ledger.rows, ledger.count + 1, sizeof *rows);
        if (!rows)
            abort();
        ledger.rows = rows;
        struct ledger_row *row = &rows[ledger.count++];
        memset(row, 0, sizeof *row);
        size_t count = split(line, fields);
        for (size_t i = 0; i < count && i < width; i++)
            take_field(row, columns[i], fields[i]);
    }
    free(copy);
    return ledger;
}

double ledger_pause(const struct ledger *ledger, long image)
{
    double shortest = INFINITY, end = NAN;

    for (size_t i = 0; i < ledger->count; i++) {
        const struct ledger_row *row = &ledger->rows[i];
        if (row->image != image)
            continue;
        if (!isnan(end))
            shortest = fmin(shortest, row->accepted - end);
        end = row->end;
    }
    return shortest;
}

/* When the server last worked on a request. */
static double last_moment(const struct ledger_row *row)
{
    if (!isnan(row->end))
        return row->end;
    return isnan(row->first_byte) ? row->accepted : row->first_byte;
}

static void draw_row(FILE *out, const struct ledger_row *row, double begin, double scale)
{
    char bar[WATERFALL_WIDE + 1];
    int from = (int)((row->accepted - begin) * scale);
    int first = isnan(row->first_byte) ? WATERFALL_WIDE : (int)((row->first_byte - begin) * scale);
    int to = isnan(row->end) ? WATERFALL_WIDE - 1 : (int)((row->end - begin) * scale);

    for (int i = 0; i < WATERFALL_WIDE; i++)
        bar[i] = i < from || i > to ? ' ' : i < first ? '.' : '#';
    if (row->gone)
        bar[to] = 'x';
    bar[WATERFALL_WIDE] = '\0';
    if (row->image > 0)
        fprintf(out, "  %5ld", row->image);
    else
        fprintf(out, "  %5s", "none"); /* a request for anything else */
    fprintf(out, " %6zu %6ld  |%s|\n", row->connection, row->status, bar);
}

char *ledger_waterfall(const struct ledger *ledger, const bool wanted[], size_t most)
{
    char *text = NULL;
    size_t size = 0, lines = 0, left_out = 0;
    double begin = ledger->count ? ledger->rows[0].accepted : 0, end = begin;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        abort();
    for (size_t i = 0; i < ledger->count; i++)
        end = fmax(end, last_moment(&ledger->rows[i]));
    double scale = end > begin ? (WATERFALL_WIDE - 1) / (end - begin) : 0;
    fprintf(out, "  image  conn. status  |0%*.0f ms|\n", WATERFALL_WIDE - 4, (end - begin) * 1000);
    for (size_t i = 0; i < ledger->count; i++) {
        if (wanted && (ledger->rows[i].image < 1 || !wanted[ledger->rows[i].image]))
            continue;
        if (lines++ < most)
            draw_row(out, &ledger->rows[i], begin, scale);
        else
            left_out++;
    }
    if (left_out)
        fprintf(out, "  (and %zu more)\n", left_out);
    fclose(out);
    return text;
}
