/*
 * memory.c - the list of memories, to and from CSV.
 */
#include "memory.h"

#include <err.h>
#include <stdio.h>
#include <string.h>

#include "../system/files.h"

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

int memories_load(struct memories *memories, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[256];

    memories->count = 0;
    if (!file || !fgets(line, sizeof line, file) || strcmp(line, header) != 0) {
        warnx("%s: no list of memories", path);
        if (file)
            fclose(file);
        return -1;
    }
    while (memories->count < MAX_CONFIGURATIONS && fgets(line, sizeof line, file)) {
        struct memory *row = &memories->rows[memories->count];
        if (sscanf(line, "%31[^,],%zu,%zu,%zu,%63[^,\n]", row->strategy, &row->workers, &row->processes,
                   &row->bytes, row->outcome) == 5)
            memories->count++;
    }
    fclose(file);
    return 0;
}
