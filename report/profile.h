/*
 * profile.h - how much is measured: the profiles of `make report PROFILE=...`.
 */
#ifndef REPORT_PROFILE_H
#define REPORT_PROFILE_H

#include <stddef.h>

struct profile {
    const char *name;
    size_t images;
    size_t image_bytes; /* of each image */
    size_t latency_ms;  /* of the server, before the first byte of each image */
    size_t cycles;      /* measured of each configuration */
    const char *purpose;
};

/* Every profile; ended by one without a name. The first is the default. */
extern const struct profile profiles[];

/* The profile of that name, or NULL. */
const struct profile *profile_named(const char *name);

#endif
