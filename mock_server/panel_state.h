/*
 * panel_state.h - what the server does, in JSON, for its page.
 */
#ifndef MOCK_SERVER_PANEL_STATE_H
#define MOCK_SERVER_PANEL_STATE_H

#include <stdint.h>

struct server;

/*
 * Settings, counts, the requests in flight, and of those that are over the ones after the first `after`, a
 * limited number of each. README.md describes it. The caller frees. NULL: no memory.
 */
char *panel_state(const struct server *server, uint64_t after);

#endif
