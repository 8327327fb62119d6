/*
 * experiment.h - the questions besides the numbers of workers: what do kept connections and work for the
 * processor change?
 */
#ifndef REPORT_EXPERIMENT_H
#define REPORT_EXPERIMENT_H

#include "../records/configuration.h"
#include "profile.h"

/* The settings of the server for an experiment. */
struct conditions {
    size_t images;
    size_t image_bytes;
    size_t latency_ms;
};

struct conditions conditions_of(const struct profile *profile, enum experiment experiment);

/* Write the configurations of an experiment to `list`, for the references among those `measured`. Returns
 * their number, 0 if the profile leaves the experiment out. */
size_t list_reuse(const struct profile *profile, const struct configuration measured[], size_t count,
                  struct configuration list[MAX_CONFIGURATIONS]);
size_t list_work(const struct profile *profile, const struct configuration measured[], size_t count,
                 struct configuration list[MAX_CONFIGURATIONS]);

#endif
