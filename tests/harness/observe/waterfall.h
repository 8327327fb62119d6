/*
 * waterfall.h - the requests of a ledger as a picture.
 */
#ifndef HARNESS_WATERFALL_H
#define HARNESS_WATERFALL_H

#include <stdio.h>

#include "ledger.h"

/*
 * Draw as SVG a row for each request, at most `most`, in the order of arrival: light while the first byte is
 * awaited, full while the body arrives; a colour for each connection. `title` stands above.
 */
void waterfall_draw(FILE *svg, const struct ledger *ledger, size_t most, const char *title);

/* From the first request's arrival to the last moment at which the server had to do with one, seconds. */
double waterfall_length(const struct ledger *ledger);

size_t waterfall_connections(const struct ledger *ledger);

#endif
