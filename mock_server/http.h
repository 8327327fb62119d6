/*
 * http.h - the callbacks of libmicrohttpd, and the start of its daemon.
 */
#ifndef MOCK_SERVER_HTTP_H
#define MOCK_SERVER_HTTP_H

#include "settings.h"

struct server;

/* Listen on 127.0.0.1, on *port. If *port is 0, the system chooses a free port, and *port is set to it.
 * Returns the socket, or -1 with the reason. */
int http_listen(unsigned *port, struct refusal *refusal);

/* Start libmicrohttpd, which takes over the listening socket. 0, or -1 with the reason. */
int http_start(struct server *server, int listener, struct refusal *refusal);

#endif
