/*
 * panel_guard.h - only a page that this server has sent to a browser on this machine may use the panel.
 *
 * Any other page in that browser can send requests to the server. But it cannot change the Host header (so
 * we recognize a foreign name that leads to this machine), it cannot lie about its Origin, and it cannot
 * add its own header.
 */
#ifndef MOCK_SERVER_PANEL_GUARD_H
#define MOCK_SERVER_PANEL_GUARD_H

#include "parse.h"

#include <stdbool.h>

/* The header that every change needs, and its value. */
#define PANEL_HEADER "X-Panel"
#define PANEL_VALUE  "1"

/* The headers of a request; NULL for a missing one. */
struct panel_claims {
    const char *host, *origin, *header;
};

/* Is the request allowed? `changes`: it wants to change something. 0, or -1 with the reason. */
int panel_guard(const struct panel_claims *claims, bool changes, struct refusal *refusal);

#endif
