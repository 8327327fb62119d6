/*
 * panel.h - the page that shows and controls the server. It exists only with --panel.
 *
 * README.md lists the paths. Requests for the panel are never in the ledger, in flight, delayed or held.
 */
#ifndef MOCK_SERVER_PANEL_H
#define MOCK_SERVER_PANEL_H

#include "request.h"

#include <microhttpd.h>

struct server;

/* Append a piece of the body of a POST. */
void panel_receive(struct request *request, const char *bytes, size_t size);

/* Obey a request for the panel and reply to it. Without memory it returns MHD_NO, which closes the
 * connection. */
enum MHD_Result panel_reply(struct server *server, struct request *request, struct MHD_Connection *handle);

#endif
