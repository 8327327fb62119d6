/*
 * lifecycle.h - prepare, start and end a server.
 */
#ifndef MOCK_SERVER_LIFECYCLE_H
#define MOCK_SERVER_LIFECYCLE_H

#include "parse.h"

struct server;

/* Prepare everything that must exist before the start. `control` is the control socket, or -1. On failure
 * the program ends. */
void lifecycle_prepare(struct server *server, int control);

/* Draw the pictures and listen. 0, or -1 with the reason. After a failure you can call it again. */
int lifecycle_start(struct server *server, struct refusal *refusal);

/* Cut off the requests in flight, write the ledger and free all memory. 0, or -1 after a line on standard
 * error. */
int lifecycle_end(struct server *server);

#endif
