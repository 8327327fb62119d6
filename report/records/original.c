/*
 * original.c - read original.csv.
 */
#include "original.h"

#include <stdio.h>
#include <string.h>

#include "csv.h"

const struct original_row *original_row(const struct original *original, const char *strategy, size_t workers)
{
    for (size_t i = 0; i < original->count; i++) {
        const struct original_row *row = &original->rows[i];
        if (row->workers == workers && strcmp(row->strategy, strategy) == 0)
            return row;
    }
    return NULL;
}

/* The row of a timing, created if needed; NULL if there is no room. */
static struct original_row *row_for(struct original *original, const char *strategy, size_t workers)
{
    struct original_row *row = (struct original_row *)original_row(original, strategy, workers);

    if (!row && original->count < MAX_ORIGINAL_ROWS) {
        row = &original->rows[original->count++];
        snprintf(row->strategy, sizeof row->strategy, "%s", strategy);
        row->workers = workers;
    }
    return row && row->count < MAX_ORIGINAL_CYCLES ? row : NULL;
}

static const char *take_timing(const char *line, void *into)
{
    char strategy[32];
    size_t workers;
    double seconds;
    struct original_row *row = NULL;

    if (sscanf(line, "%31[^,],%zu,%*u,%lf", strategy, &workers, &seconds) == 3 && seconds > 0)
        row = row_for(into, strategy, workers);
    if (!row)
        return "not a timing";
    row->seconds[row->count++] = seconds;
    return NULL;
}

int original_load(struct original *original, const char *path)
{
    *original = (struct original){0};
    return csv_read(path, "strategy,workers,cycle,seconds\n", take_timing, original, CSV_REFUSE);
}
