/*
 * memory.h - how much memory each configuration needed, and the CSV file that keeps it.
 */
#ifndef REPORT_MEMORY_H
#define REPORT_MEMORY_H

#include "configuration.h"

struct memory {
    char strategy[32];
    size_t workers;
    size_t processes;
    size_t bytes;     /* sum of their proportional set sizes; 0 if unknown */
    char outcome[64]; /* "ok", or what went wrong, without a comma */
};

struct memories {
    struct memory rows[MAX_CONFIGURATIONS];
    size_t count;
};

/* The row of a configuration, or NULL. */
const struct memory *memory_of(const struct memories *memories, const struct configuration *configuration);

/* Write and read a CSV file. 0, or -1 after a line on standard error. */
int memories_save(const struct memories *memories, const char *path);
int memories_load(struct memories *memories, const char *path);

#endif
