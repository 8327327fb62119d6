/*
 * original.c - reading original.csv.
 */
#include "original.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

const struct original_row *original_row(const struct original *original, const char *strategy, size_t workers)
{
    for (size_t i = 0; i < original->count; i++) {
        const struct original_row *row = &original->rows[i];
        if (row->workers == workers && strcmp(row->strategy, strategy) == 0)
            return row;
    }
    return NULL;
}

/* The row to which a timing belongs, a new one where needed; NULL where there is no room. */
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

int original_load(struct original *original, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[160];
    int result = 0;

    *original = (struct original){0};
    if (!file) {
        warn("%s", path);
        return -1;
    }
    for (size_t number = 1; result == 0 && fgets(line, sizeof line, file); number++) {
        char strategy[32];
        size_t workers;
        double seconds;
        if (number == 1) /* the header */
            continue;
        struct original_row *row = NULL;
        if (sscanf(line, "%31[^,],%zu,%*u,%lf", strategy, &workers, &seconds) == 3)
            row = row_for(original, strategy, workers);
        if (row) {
            row->seconds[row->count++] = seconds;
        } else {
            warnx("%s, line %zu: not a timing", path, number);
            result = -1;
        }
    }
    fclose(file);
    return result;
}

struct sample original_sample(const struct original_row *row)
{
    return (struct sample){row->seconds, row->count};
}
