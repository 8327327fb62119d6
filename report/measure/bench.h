/*
 * bench.h - a mock server, a list of its images and a place for them: what every measurement needs.
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
    size_t connections; /* that the server had accepted before this run; it never forgets them */
    char directory[64]; /* of everything temporary */
    char list[80];      /* file with the addresses of the images */
    char images[80];    /* directory for the images of one run */
};

/* The command line of one run. */
struct command_line {
    char workers[24], work[24], core[24];
    char list[PEER_LIST_PATH]; /* a peer's own */
    const char *arguments[20]; /* ended by NULL; they point into the bench, too */
};

/*
 * Start a server for bench->image_count images, with further settings (control lines, ended by NULL). 0, or
 * -1 after a line on standard error; then nothing is left.
 */
int bench_open(struct bench *bench, const char *const settings[]);

/* End the server and remove every temporary file. */
void bench_close(struct bench *bench);

/* Write the command line of a configuration; it must stay where it is. */
void bench_command(const struct bench *bench, const struct configuration *configuration,
                   struct command_line *command);

/* The number after `name` and "=" in the server's status; 0 where there is none. */
size_t status_number(const char *status, const char *name);

/* How many requests for so many images may be in flight at once. */
size_t expected_in_flight(size_t images, const struct configuration *configuration);

#endif
