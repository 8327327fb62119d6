/*
 * experiment.c - what is measured besides the numbers of workers: each list of configurations answers one
 * question.
 */
#include "experiment.h"

#include <stdio.h>
#include <unistd.h>

#define REUSE_WORKERS 10
#define LEAST_WORKERS 8 /* when the processor works: enough to overlap all waiting with work */

struct conditions conditions_of(const struct profile *profile, enum experiment experiment)
{
    switch (experiment) {
    case EXPERIMENT_REUSE:
        return (struct conditions){profile->reuse.images, profile->image_bytes, profile->reuse.latency_ms};
    case EXPERIMENT_WORK:
        return (struct conditions){profile->work.images, profile->image_bytes, profile->latency_ms};
    default:
        return (struct conditions){profile->images, profile->image_bytes, profile->latency_ms};
    }
}

/* Whether it is a reference that is measured. In a handout, those are the green labs. */
static bool is_reference_of(const struct strategy *strategy, const struct configuration measured[],
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (measured[i].strategy == strategy)
            return strategy->role == ROLE_REFERENCE;
    }
    return false;
}

/* Every strategy of the kit, with kept and with new connections, on a server where connecting is free and one
 * where it costs. */
size_t list_reuse(const struct profile *profile, const struct configuration measured[], size_t count,
                  struct configuration list[MAX_CONFIGURATIONS])
{
    const size_t costs[] = {0, profile->reuse.connect_ms};
    size_t listed = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (!is_reference_of(strategy, measured, count) || profile->reuse.images == 0)
            continue;
        for (size_t i = 0; i < 4 && listed < MAX_CONFIGURATIONS; i++) {
            struct configuration *one = &list[listed++];
            *one = configuration_of(strategy, is_single(strategy) ? 1 : REUSE_WORKERS);
            one->experiment = EXPERIMENT_REUSE;
            one->connect_ms = costs[i / 2];
            one->fresh = i % 2;
            snprintf(one->label, sizeof one->label, "%s, %s connections, %zu ms to connect", strategy->title,
                     one->fresh ? "fresh" : "kept", one->connect_ms);
        }
    }
    return listed;
}

/* The same number of workers for all. A hybrid needs two for each core to use all cores. */
static size_t workers_at_work(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    return 2 * cores > LEAST_WORKERS ? 2 * (size_t)cores : LEAST_WORKERS;
}

static struct configuration work_of(const struct strategy *strategy, size_t times, size_t cores)
{
    struct configuration one = configuration_of(strategy, workers_at_work());

    one.experiment = EXPERIMENT_WORK;
    one.work = times;
    one.cores = cores;
    snprintf(one.label, sizeof one.label, "%s, each image decoded %zu×%s", strategy->title, times,
             cores == 1 ? ", on one core" : "");
    return one;
}

/* Every amount of work on all cores, and the largest also on one. */
size_t list_work(const struct profile *profile, const struct configuration measured[], size_t count,
                 struct configuration list[MAX_CONFIGURATIONS])
{
    size_t listed = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (!is_reference_of(strategy, measured, count) || is_single(strategy) || profile->work.images == 0)
            continue;
        for (const size_t *times = profile->work.times; *times > 0 && listed < MAX_CONFIGURATIONS; times++) {
            list[listed++] = work_of(strategy, *times, 0);
            if (times[1] == 0 && sysconf(_SC_NPROCESSORS_ONLN) > 1 && listed < MAX_CONFIGURATIONS)
                list[listed++] = work_of(strategy, *times, 1);
        }
    }
    return listed;
}
