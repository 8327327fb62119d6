/*
 * measurement.h - the raw measurements and the CSV file that keeps them.
 */
#ifndef REPORT_MEASUREMENT_H
#define REPORT_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "../experiments/configuration.h"

/* One cycle of one configuration. What was not measured is NaN or 0. */
struct measurement {
    char experiment[16];
    char strategy[32];
    size_t workers;
    unsigned fresh;           /* 1 with a connection for each image, else 0 */
    size_t connect_ms;        /* what the server charged for a new connection */
    size_t work;              /* how often each image was decoded and shrunk */
    size_t cycle;             /* from 1 */
    size_t order;             /* place in the whole run, from 1 */
    double wall_seconds;      /* of download_all(), as the program prints it */
    double program_seconds;   /* of the whole program, from its start to its end */
    double processor_seconds; /* user and system, of the whole program and the children it waited for */
    size_t requests;          /* that the server saw */
    size_t peak_in_flight;    /* of them at once, as the server saw it */
    size_t connections;       /* that the server accepted */
    char outcome[64];         /* "ok", or what went wrong, without a comma */
};

struct measurements {
    struct measurement *rows; /* owned */
    size_t count, capacity;
};

bool measurement_succeeded(const struct measurement *measurement);

/* Did the deadline end it? */
bool measurement_is_late(const struct measurement *measurement);

/* Is it of this configuration? */
bool measurement_is_of(const struct measurement *measurement, const struct configuration *configuration);

/* A row of this configuration in which nothing is measured yet. */
struct measurement measurement_of(const struct configuration *configuration);

/* Append a copy of `row`; ends the program where there is no memory. */
void measurements_add(struct measurements *measurements, const struct measurement *row);

/* Write the CSV file, whole or not at all. 0, or -1 after a line on standard error. */
int measurements_save(const struct measurements *measurements, const char *path);

/* Read it again. 0, or -1 after a line on standard error that names the line at fault. */
int measurements_load(struct measurements *measurements, const char *path);

void measurements_free(struct measurements *measurements);

#endif
