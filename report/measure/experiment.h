/*
 * experiment.h - the questions besides the numbers of workers: is a connection kept, and does the processor
 * work?
 */
#ifndef REPORT_EXPERIMENT_H
#define REPORT_EXPERIMENT_H

#include "../records/configuration.h"
#include "profile.h"

/* What the server is given for an experiment. */
struct conditions {
    size_t images;
    size_t image_bytes;
    size_t latency_ms;
};

struct conditions conditions_of(const struct profile *profile, enum experiment experiment);

/* Write the configurations of an experiment to `list`, for the references among those `measured`; returns how
 * many there are, 0 where the profile does without it. */
size_t list_reuse(const struct profile *profile, const struct configuration measured[], size_t count,
                  struct configuration list[MAX_CONFIGURATIONS]);
size_t list_work(const struct profile *profile, const struct configuration measured[], size_t count,
                 struct configuration list[MAX_CONFIGURATIONS]);

#endif
