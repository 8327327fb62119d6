/*
 * panel_guard.h - who may use the panel: a page that this server sent to a browser on this machine.
 *
 * Any page in that browser can send a request here. What it cannot do is name a host that is not its own (so
 * a name that was made to lead to this machine is seen), lie about its origin, or add a header of its own
 * without asking first, which is never allowed.
 */
#ifndef MOCK_SERVER_PANEL_GUARD_H
#define MOCK_SERVER_PANEL_GUARD_H

#include "parse.h"

#include <stdbool.h>

/* The header that comes with each change, and its value. */
#define PANEL_HEADER "X-Panel"
#define PANEL_VALUE  "1"

/* The headers of a request, NULL where it has none. */
struct panel_claims {
    const char *host, *origin, *header;
};

/* May it have an answer? `changes`: it wants to change something. 0, or -1 with the reason. */
int panel_guard(const struct panel_claims *claims, bool changes, struct refusal *refusal);

#endif
