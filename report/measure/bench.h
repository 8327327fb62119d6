/*
 * bench.h - a mock server, a list of its images and a directory for them: what every measurement needs.
 */
#ifndef REPORT_BENCH_H
#define REPORT_BENCH_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include "../../mock_server/client.h"
#include "../records/configuration.h"

#define SERVER_PROGRAM "build/mock_server/mock_server"
#define PEER_LIST_PATH 96

struct bench {
    size_t image_count;
    size_t image_bytes;
    uint64_t seed;
    struct server_client server;
    size_t connections; /* accepted by the server before this run; the server never resets the count */
    char directory[64]; /* for all temporary files */
    char list[80];      /* file with the URLs of the images */
    char images[80];    /* directory for the images of one run */
};

/* The command line of one run. */
struct command_line {
    char workers[24], work[24], core[24];
    char list[PEER_LIST_PATH]; /* the peer's list */
    const char *arguments[20]; /* ended by NULL; some point into the bench */
};

/*
 * Start a server for bench->image_count images, with further settings (control lines, ended by NULL). 0, or
 * -1 after a line on standard error; then nothing is left running.
 */
int bench_open(struct bench *bench, const char *const settings[]);

/* End the server and remove every temporary file. */
void bench_close(struct bench *bench);

/* Write the command line of a configuration. The result points into itself: do not move it. */
void bench_command(const struct bench *bench, const struct configuration *configuration,
                   struct command_line *command);

/* The number after `name` and "=" in the server's status, or 0. */
size_t status_number(const char *status, const char *name);

/* How many requests may be in flight at once, for this many images. */
size_t expected_in_flight(size_t images, const struct configuration *configuration);

#endif
