/*
 * profile.h - how much to measure: the profiles of `make report PROFILE=...`.
 */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include <stddef.h>

#include "../records/configuration.h"

struct profile {
    const char *name;
    size_t images;
    size_t image_bytes; /* of each image */
    size_t latency_ms;  /* the server's delay before the first byte of each image */
    size_t cycles;      /* number of cycles of each configuration */
    struct {
        size_t images; /* 0: do not measure this */
        size_t latency_ms;
        size_t connect_ms; /* cost of a new connection on the second server */
    } reuse;
    struct {
        size_t images;                  /* 0: do not measure this */
        size_t times[MAX_WORK_AMOUNTS]; /* how often to decode and shrink each image; ascending, ended by 0 */
    } work;
    const char *purpose;
};

/* Every profile; ended by one without a name. The first is the default. */
extern const struct profile profiles[];

/* The profile of that name, or NULL. */
const struct profile *profile_named(const char *name);

#endif
