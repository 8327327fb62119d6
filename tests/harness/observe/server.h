/*
 * server.h - query a run's mock server.
 */
#ifndef HARNESS_SERVER_H
#define HARNESS_SERVER_H

#include <stddef.h>

#include "../../../mock_server/client.h"

/* Ask the server a question that it must answer. The caller frees the reply. */
char *ask_server(struct server_client *server, const char *line);

/* A number in the server's status line: status_number("in_flight=3 peak=8", "peak") is 8. */
size_t status_number(const char *status, const char *name);

#endif
