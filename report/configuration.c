/*
 * configuration.c - the table of strategies.
 */
#include "configuration.h"

#include <stdio.h>
#include <string.h>

/* The colours are Okabe and Ito's, which colour-blind readers can tell apart. */
const struct strategy strategies[] = {
    {"sequential", "build/solutions/sequential/sequential", "workers", 0x5f5f5f, {1}},
    {"threads", "build/solutions/threads/threads", "threads", 0x0072b2, {5, 10, 20, 50, 100, 200}},
    {0},
};

const struct strategy *strategy_named(const char *name)
{
    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strcmp(strategy->name, name) == 0)
            return strategy;
    }
    return NULL;
}

struct configuration configuration_of(const struct strategy *strategy, size_t workers)
{
    struct configuration configuration = {.strategy = strategy, .workers = workers};

    if (strategy->workers[1] == 0)
        snprintf(configuration.label, sizeof configuration.label, "%s", strategy->name);
    else
        snprintf(configuration.label, sizeof configuration.label, "%zu %s", workers, strategy->unit);
    return configuration;
}

size_t list_configurations(struct configuration list[MAX_CONFIGURATIONS])
{
    size_t count = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        for (const size_t *workers = strategy->workers; *workers > 0 && count < MAX_CONFIGURATIONS; workers++)
            list[count++] = configuration_of(strategy, *workers);
    }
    return count;
}
