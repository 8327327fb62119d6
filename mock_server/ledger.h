/*
 * ledger.h - one row a request, and the file they are written to. The columns are described in README.md.
 */
#ifndef MOCK_SERVER_LEDGER_H
#define MOCK_SERVER_LEDGER_H

#include "request.h"

#include <stdio.h>

struct ledger {
    struct request **rows;
    size_t count, room;
    int64_t epoch; /* the nanoseconds that times are counted from */
};

/* Add a row; the ledger frees the request once it is forgotten. Ends the program without memory. */
void ledger_add(struct ledger *ledger, struct request *request);

/* Forget all rows. Those still in flight are no longer in the ledger: whoever ends them frees them. */
void ledger_clear(struct ledger *ledger);

void ledger_print(const struct ledger *ledger, FILE *out);

/* Write all rows to `path`, by way of `path`.tmp, so that it is there whole or not at all. 0, or -1. */
int ledger_write(const struct ledger *ledger, const char *path, struct refusal *refusal);

/* Can it be written to `path`? 0, or -1 with the reason. */
int ledger_check(const char *path, struct refusal *refusal);

void ledger_free(struct ledger *ledger);

#endif
