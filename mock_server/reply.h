/*
 * reply.h - what a client gets, whole or with the fault that was asked for.
 */
#ifndef MOCK_SERVER_REPLY_H
#define MOCK_SERVER_REPLY_H

#include "request.h"

#include <microhttpd.h>

struct server;

/* Hand libmicrohttpd the reply to a request that is counted. MHD_NO, which closes the connection, without
 * memory. */
enum MHD_Result reply_send(struct server *server, struct request *request);

/* The same for the gallery page and the manifest, which are neither counted nor delayed. */
enum MHD_Result reply_page(struct server *server, struct request *request, struct MHD_Connection *handle);

#endif
