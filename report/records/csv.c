/*
 * csv.c - read a data file line by line.
 */
#include "csv.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *path, size_t number, const char *why, enum csv_fault fault)
{
    if (fault == CSV_KEEP && number > 1) {
        warnx("%s, line %zu: %s; the %zu rows before it are kept", path, number, why, number - 2);
        return 0;
    }
    warnx("%s, line %zu: %s", path, number, why);
    return -1;
}

int csv_read(const char *path, const char *header, take_line *take, void *into, enum csv_fault fault)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t capacity = 0, number = 0;
    const char *why = NULL;

    if (!file) {
        warn("%s", path);
        return -1;
    }
    while (!why && getline(&line, &capacity, file) != -1) {
        number++;
        if (number == 1)
            why = strcmp(line, header) == 0 ? NULL : "unexpected names of columns";
        else
            why = line[strlen(line) - 1] == '\n' ? take(line, into) : "the line is incomplete";
    }
    if (number == 0) {
        number = 1;
        why = "the file is empty";
    }
    free(line);
    fclose(file);
    return why ? fail(path, number, why, fault) : 0;
}

int csv_check_rows(const char *path, size_t rows, double expected)
{
    if ((double)rows == expected)
        return 0;
    warnx("%s: expected %.0f rows, got %zu; it is not the measured file", path, expected, rows);
    return -1;
}
