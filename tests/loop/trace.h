/*
 * trace.h - draw a run's requests.
 */
#ifndef LOOP_TRACE_H
#define LOOP_TRACE_H

#include "../harness/observe/ledger.h"

/*
 * Draw a row for each request, in the order of arrival: a light bar while it waits for the first byte, a full
 * bar while the body arrives, a colour for each connection. `title` stands above. 0, or -1 after a line on
 * standard error; then `path` is unchanged.
 */
int trace_draw(const struct ledger *ledger, const char *title, const char *path);

/* Seconds from the first request's arrival to the server's last action for a request. */
double trace_length(const struct ledger *ledger);

size_t trace_connections(const struct ledger *ledger);

#endif
