/*
 * panel.h - the page that shows what the server does, and its controls. They are there with --panel alone.
 *
 * README.md lists the paths. Nothing of this is in the ledger, in flight, delayed or held.
 */
#ifndef MOCK_SERVER_PANEL_H
#define MOCK_SERVER_PANEL_H

#include "request.h"

#include <microhttpd.h>

struct server;

/* Keep a piece of what is posted. */
void panel_receive(struct request *request, const char *bytes, size_t size);

/* Obey a request for the panel and reply to it. MHD_NO, which closes the connection, without memory. */
enum MHD_Result panel_reply(struct server *server, struct request *request, struct MHD_Connection *handle);

#endif
