/*
 * recent.h - the requests that are over, in the order in which they ended: the newest of them, for the panel.
 *
 * Unlike the ledger it does not grow: a server that is looked at may run for a whole term.
 */
#ifndef MOCK_SERVER_RECENT_H
#define MOCK_SERVER_RECENT_H

#include "request.h"

enum { RECENT_ROOM = 8192 };

struct recent_row {
    struct request request; /* a copy, whose pointers are not to be followed */
    char path[64];          /* the beginning of its path */
    int64_t finished;       /* when it ended or lost its client: nanoseconds of clock_now() */
};

struct recent {
    uint64_t count;          /* of all that were ever added; row n, from 1, is at n % RECENT_ROOM */
    struct recent_row *rows; /* NULL: nobody wants them */
};

/* Ends the program without memory. */
void recent_prepare(struct recent *recent);

/* A request is over. Does nothing where nobody wants to know. */
void recent_add(struct recent *recent, const struct request *request, int64_t finished);

/* Row `number`, from recent_first() to `count`. */
const struct recent_row *recent_row(const struct recent *recent, uint64_t number);

/* The oldest that is still there. */
uint64_t recent_first(const struct recent *recent);

void recent_clear(struct recent *recent);
void recent_free(struct recent *recent);

#endif
