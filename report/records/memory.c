/*
 * memory.c - read and write the list of memory sizes as CSV.
 */
#include "memory.h"

#include <stdio.h>
#include <string.h>

#include "../system/files.h"
#include "csv.h"

static const char header[] = "strategy,workers,processes,bytes,outcome\n";

const struct memory *memory_of(const struct memories *memories, const struct configuration *configuration)
{
    for (size_t i = 0; i < memories->count; i++) {
        const struct memory *row = &memories->rows[i];
        if (row->workers == configuration->workers &&
            strcmp(row->strategy, configuration->strategy->name) == 0)
            return row;
    }
    return NULL;
}

int memories_save(const struct memories *memories, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fputs(header, file);
    for (size_t i = 0; i < memories->count; i++) {
        const struct memory *row = &memories->rows[i];
        fprintf(file, "%s,%zu,%zu,%zu,%s\n", row->strategy, row->workers, row->processes, row->bytes,
                row->outcome);
    }
    return whole_file_end(&whole);
}

static const char *take_row(const char *line, void *into)
{
    struct memories *memories = into;
    struct memory row = {.workers = 0};
    int end = 0;

    sscanf(line, "%31[^,],%zu,%zu,%zu,%63[^,\n]%n", row.strategy, &row.workers, &row.processes, &row.bytes,
           row.outcome, &end);
    if (end == 0 || line[end] != '\n')
        return "not a row of memory";
    if (!strategy_named(row.strategy))
        return "unknown strategy";
    if (memories->count == MAX_CONFIGURATIONS)
        return "too many rows";
    memories->rows[memories->count++] = row;
    return NULL;
}

int memories_load(struct memories *memories, const char *path)
{
    memories->count = 0;
    return csv_read(path, header, take_row, memories, CSV_REFUSE);
}
