/*
 * interleaving.c - an order of steps, to and from CSV.
 */
#include "interleaving.h"

#include <stdio.h>
#include <unistd.h>

#include "../system/files.h"
#include "csv.h"

static const char header[] = "thread,line,wrong,step,source\n";

int interleaving_save(const struct interleaving *interleaving, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < interleaving->count; i++) {
        const struct interleaved_step *row = &interleaving->rows[i];
        fprintf(file, "%d,%d,%d,%s,%s\n", row->thread, row->line, row->wrong, row->step, row->source);
    }
    return whole_file_end(&whole);
}

/* The source comes last: it may hold a comma. */
static const char *take_row(const char *line, void *into)
{
    struct interleaving *interleaving = into;
    struct interleaved_step row = {.thread = 0};
    int wrong, end = 0;

    sscanf(line, "%d,%d,%d,%47[^,],%95[^\n]%n", &row.thread, &row.line, &wrong, row.step, row.source, &end);
    if (end == 0 || line[end] != '\n')
        return "this is not a step";
    if (interleaving->count == MAX_STEPS)
        return "there are too many rows";
    row.wrong = wrong;
    interleaving->rows[interleaving->count++] = row;
    return NULL;
}

int interleaving_load(struct interleaving *interleaving, const char *path)
{
    interleaving->count = 0;
    return access(path, F_OK) == -1 ? 0 : csv_read(path, header, take_row, interleaving, CSV_REFUSE);
}
