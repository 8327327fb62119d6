/*
 * ledger.h - the mock server's table of requests, as a suite reads it. mock_server/README.md describes the
 * columns.
 */
#ifndef HARNESS_LEDGER_H
#define HARNESS_LEDGER_H

#include <stdbool.h>
#include <stddef.h>

struct ledger_row {
    size_t request;
    long image; /* from 1; -1 for any other path */
    unsigned attempt;
    long status;
    size_t connection, place;
    double accepted, admitted, first_byte, end; /* seconds; NaN if it did not get that far */
    size_t bytes;
    bool gone;
    char fault[32];
    char path[128];
};

struct ledger {
    struct ledger_row *rows;
    size_t count;
};

/* Read the server's lines, header first. The header names the columns, so their order does not matter. */
struct ledger ledger_read(const char *text);

/* The shortest time in seconds from the end of a reply for `image` to the next request for it; infinite
 * without one. */
double ledger_pause(const struct ledger *ledger, long image);

/*
 * The rows of the images whose number is true in `wanted`, or all rows for NULL, as a small text waterfall:
 * '.' waiting,
 * '#' receiving, 'x' where the client left. At most `most` lines. The caller frees it.
 */
char *ledger_waterfall(const struct ledger *ledger, const bool wanted[], size_t most);

#endif
