/*
 * measurement.h - the raw measurements and the CSV file that keeps them.
 */
#ifndef REPORT_MEASUREMENT_H
#define REPORT_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "configuration.h"
#include "csv.h"

#define OUTCOME_LATE "not done after" /* begins the outcome of a run that the deadline ended */

/* One cycle of one configuration. A value that was not measured is NaN or 0. */
struct measurement {
    char experiment[16];
    char strategy[32];
    size_t workers;
    unsigned fresh;         /* 1 with a new connection for each image, else 0 */
    size_t connect_ms;      /* the server's delay for a new connection */
    size_t work;            /* how often each image was decoded and shrunk */
    size_t cores;           /* number of cores that it could use; 0: all */
    size_t cycle;           /* from 1 */
    size_t order;           /* place in the whole run, from 1 */
    double wall_seconds;    /* time of download_all(), as the program prints it */
    double program_seconds; /* from the program's start to its end */
    double user_seconds;    /* processor time of the whole program and the children it waited for */
    double system_seconds;
    size_t voluntary_switches;   /* how often it gave up a processor to wait */
    size_t involuntary_switches; /* how often a processor was taken from it */
    double request_p50,
        request_p99;       /* seconds from a request's header to its last byte, as the server saw it */
    size_t requests;       /* number of requests at the server */
    size_t peak_in_flight; /* largest number at once, as the server counted */
    size_t connections;    /* number of connections that the server accepted */
    char outcome[64];      /* "ok", or what went wrong, without a comma */
};

struct measurements {
    struct measurement *rows; /* owned */
    size_t count, capacity;
};

bool measurement_succeeded(const struct measurement *measurement);

/* Whether the deadline ended it. */
bool measurement_is_late(const struct measurement *measurement);

/* Whether it belongs to this configuration. */
bool measurement_is_of(const struct measurement *measurement, const struct configuration *configuration);

/* A row of this configuration without measured values. */
struct measurement measurement_of(const struct configuration *configuration);

/* The configuration of a row. Its strategy must be known. */
struct configuration measurement_configuration(const struct measurement *measurement);

/* Append a copy of `row`; end the program if memory is exhausted. */
void measurements_add(struct measurements *measurements, const struct measurement *row);

/* Write the CSV file, completely or not at all. 0, or -1 after a line on standard error. */
int measurements_save(const struct measurements *measurements, const char *path);

/* Read the file. 0, or -1 after a line on standard error that names the faulty line. */
int measurements_load(struct measurements *measurements, const char *path, enum csv_fault fault);

void measurements_free(struct measurements *measurements);

#endif
