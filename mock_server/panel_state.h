/*
 * panel_state.h - the state of the server in JSON, for its page.
 */
#ifndef MOCK_SERVER_PANEL_STATE_H
#define MOCK_SERVER_PANEL_STATE_H

#include <stdint.h>

struct server;

/* Settings, counts, requests in flight, and finished requests after the first `after` ones, with a limit
 * on both. README.md describes it. The caller frees it. NULL without memory. */
char *panel_state(const struct server *server, uint64_t after);

#endif
