/*
 * settings.h - what the server is told: the same names as options and as control lines.
 */
#ifndef MOCK_SERVER_SETTINGS_H
#define MOCK_SERVER_SETTINGS_H

#include "fault.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MAX_IMAGES = 100000, MIN_PICTURE_BYTES = 1024, SETTING_COUNT = 11 };

enum latency_kind { LATENCY_UNSET, LATENCY_FIXED, LATENCY_UNIFORM, LATENCY_LOGNORMAL };

/* In milliseconds: fixed `first`; uniform from `first` to `second`; log-normal of median `first`, sigma
 * `second`. */
struct latency {
    enum latency_kind kind;
    double first, second;
};

struct settings {
    bool started; /* from then on port, images, image-bytes and seed are fixed */
    unsigned port;
    unsigned images;
    unsigned last_named;      /* the highest number of an image that a setting has named */
    size_t image_bytes;       /* of each picture, or the most that is drawn for one */
    size_t least_image_bytes; /* the least; where it is less, random bytes take the place of pictures */
    uint64_t seed;
    struct latency latency;
    double connect_cost;       /* milliseconds */
    unsigned capacity;         /* 0: no limit */
    uint64_t bandwidth;        /* bytes a second on each connection; 0: no limit */
    uint64_t shared_bandwidth; /* of all connections together */
    char ledger[PATH_MAX];
    struct fault faults[MAX_IMAGES + 1];      /* by image; [0] is unused */
    struct latency latencies[MAX_IMAGES + 1]; /* the same; unset: `latency` */
};

/* To be called with all zero, as static memory is: there are megabytes of it, and a server is started
 * often. */
void settings_default(struct settings *settings);

/* The name of setting `index` below SETTING_COUNT. */
const char *settings_name(size_t index);

/* One line of help for each setting. */
void settings_help(FILE *out);

/* Is there a setting of this name? */
bool settings_known(const char *name);

/* Set one. `value` may be NULL. 0, or -1 with the reason in `refusal`; then nothing has changed. */
int settings_apply(struct settings *settings, const char *name, const char *value, struct refusal *refusal);

/* Write the size of the pictures as it is read. */
enum { SIZE_TEXT = 64 };
void settings_size_text(const struct settings *settings, char text[SIZE_TEXT]);

enum { LATENCY_TEXT = 64 };

bool settings_latency_equal(const struct latency *one, const struct latency *other);

/* Write a latency as it is read. */
void settings_latency_text(const struct latency *latency, char text[LATENCY_TEXT]);

/* What can only be judged once all are known. 0, or -1 with the reason. */
int settings_check(const struct settings *settings, struct refusal *refusal);

#endif
