/*
 * http.h - the library's side of the server: its daemon, and what it calls for each request.
 */
#ifndef MOCK_SERVER_HTTP_H
#define MOCK_SERVER_HTTP_H

#include "settings.h"

struct server;

/* Bind and listen on 127.0.0.1, on settings.port or a free one, which `port` becomes. The socket, or -1. */
int http_listen(unsigned *port, struct refusal *refusal);

/* Start libmicrohttpd on a listening socket, which becomes its own. 0, or -1. */
int http_start(struct server *server, int listener, struct refusal *refusal);

#endif
