/*
 * trace.h - a run's requests as a picture.
 */
#ifndef LOOP_TRACE_H
#define LOOP_TRACE_H

#include "../harness/observe/ledger.h"

/*
 * Draw a row for each request, in the order of arrival: light while the first byte is awaited, full while the
 * body arrives; a colour for each connection. `title` stands above. 0, or -1 after a line on standard error;
 * then `path` is as it was.
 */
int trace_draw(const struct ledger *ledger, const char *title, const char *path);

/* From the first request's arrival to the last moment at which the server had to do with one, seconds. */
double trace_length(const struct ledger *ledger);

size_t trace_connections(const struct ledger *ledger);

#endif
