/*
 * settings.h - the settings of the server. Options and control lines have the same names.
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

/* In milliseconds. Fixed: `first`. Uniform: from `first` to `second`. Log-normal: median `first`, sigma
 * `second`. */
struct latency {
    enum latency_kind kind;
    double first, second;
};

struct settings {
    bool started; /* after the start port, images, image-bytes and seed cannot change */
    unsigned port;
    unsigned images;
    unsigned last_named; /* the highest image number in a fault or a latency */
    size_t image_bytes;  /* the size of each picture, or the largest size of a range */
    size_t
        least_image_bytes; /* the smallest size; if it differs, images are random bytes instead of pictures */
    uint64_t seed;
    struct latency latency;
    double connect_cost;       /* milliseconds */
    unsigned capacity;         /* 0: unlimited */
    uint64_t bandwidth;        /* bytes per second on each connection; 0: unlimited */
    uint64_t shared_bandwidth; /* the same for all connections together */
    char ledger[PATH_MAX];
    struct fault faults[MAX_IMAGES + 1];      /* for each image; [0] is unused */
    struct latency latencies[MAX_IMAGES + 1]; /* for each image; LATENCY_UNSET: use `latency` */
};

/* Set the defaults. All bytes must be 0 before. (A memset() of these megabytes would slow each start.) */
void settings_default(struct settings *settings);

/* The name of setting `index`, below SETTING_COUNT. */
const char *settings_name(size_t index);

/* Print one line of help for each setting. */
void settings_help(FILE *out);

/* Does a setting with this name exist? */
bool settings_known(const char *name);

/* Change one setting. `value` may be NULL. 0, or -1 with the reason; then nothing has changed. */
int settings_apply(struct settings *settings, const char *name, const char *value, struct refusal *refusal);

/* Write the size of the pictures in the form that settings_apply() reads. */
enum { SIZE_TEXT = 64 };
void settings_size_text(const struct settings *settings, char text[SIZE_TEXT]);

enum { LATENCY_TEXT = 64 };

bool settings_latency_equal(const struct latency *one, const struct latency *other);

/* Write a latency in the form that settings_apply() reads. */
void settings_latency_text(const struct latency *latency, char text[LATENCY_TEXT]);

/* Check the settings together, when all are set. 0, or -1 with the reason. */
int settings_check(const struct settings *settings, struct refusal *refusal);

#endif
