/*
 * ledger.h - the table of all requests, and the file that it is written to. README.md describes the
 * columns.
 */
#ifndef MOCK_SERVER_LEDGER_H
#define MOCK_SERVER_LEDGER_H

#include "request.h"

#include <stdio.h>

struct ledger {
    struct request **rows;
    size_t count, room;
    int64_t epoch; /* times are written relative to this one */
};

/* Add a row. From now on the ledger owns the request. Without memory the program ends. */
void ledger_add(struct ledger *ledger, struct request *request);

/* Remove all rows. A request in flight then belongs to its connection again. */
void ledger_clear(struct ledger *ledger);

void ledger_print(const struct ledger *ledger, FILE *out);

/* Write all rows to `path`.tmp and rename it, so that `path` is always complete. 0, or -1 with the reason. */
int ledger_write(const struct ledger *ledger, const char *path, struct refusal *refusal);

/* Can ledger_write() write to `path`? 0, or -1 with the reason. */
int ledger_check(const char *path, struct refusal *refusal);

void ledger_free(struct ledger *ledger);

#endif
