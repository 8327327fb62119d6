/*
 * recent.h - the newest finished requests, in the order in which they ended, for the panel.
 *
 * Unlike the ledger this table does not grow: a server with a panel may run for months.
 */
#ifndef MOCK_SERVER_RECENT_H
#define MOCK_SERVER_RECENT_H

#include "request.h"

enum { RECENT_ROOM = 8192 };

struct recent_row {
    struct request request; /* a copy; do not follow its pointers */
    char path[64];          /* the start of its path */
    int64_t finished;       /* when it ended or its client left: nanoseconds of clock_now() */
};

struct recent {
    uint64_t count;          /* of all rows so far; row n, from 1, is at n % RECENT_ROOM */
    struct recent_row *rows; /* NULL: the table is not needed */
};

/* Without memory the program ends. */
void recent_prepare(struct recent *recent);

/* Add a finished request. Does nothing without recent_prepare(). */
void recent_add(struct recent *recent, const struct request *request, int64_t finished);

/* Row `number`, which is between recent_first() and `count`. */
const struct recent_row *recent_row(const struct recent *recent, uint64_t number);

/* The number of the oldest row that is still there. */
uint64_t recent_first(const struct recent *recent);

void recent_clear(struct recent *recent);
void recent_free(struct recent *recent);

#endif
