/*
 * profile.h - how much is measured: the profiles of `make report PROFILE=...`.
 */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include <stddef.h>

#include "../records/configuration.h"

struct profile {
    const char *name;
    size_t images;
    size_t image_bytes; /* of each image */
    size_t latency_ms;  /* of the server, before the first byte of each image */
    size_t cycles;      /* measured of each configuration */
    struct {
        size_t images; /* 0: this is not measured */
        size_t latency_ms;
        size_t connect_ms; /* what a new connection costs where it is not free */
    } reuse;
    struct {
        size_t images;                  /* 0: this is not measured */
        size_t times[MAX_WORK_AMOUNTS]; /* how often each is decoded and shrunk; ascending, ended by 0 */
    } work;
    const char *purpose;
};

/* Every profile; ended by one without a name. The first is the default. */
extern const struct profile profiles[];

/* The profile of that name, or NULL. */
const struct profile *profile_named(const char *name);

#endif
