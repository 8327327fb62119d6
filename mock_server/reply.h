/*
 * reply.h - what a client gets, whole or with the fault that was asked for.
 */
#ifndef MOCK_SERVER_REPLY_H
#define MOCK_SERVER_REPLY_H

#include "request.h"

#include <microhttpd.h>

struct server;

/* Content types. */
#define TYPE_PICTURE "image/jpeg"
#define TYPE_HTML    "text/html; charset=utf-8"
#define TYPE_TEXT    "text/plain; charset=utf-8"
#define TYPE_JSON    "application/json"

/* Make `text` the reply, which then frees it. 0, or -1 without memory, of which a NULL `text` is a sign. */
int reply_set_text(struct request *request, unsigned status, const char *type, char *text);

/* Hand libmicrohttpd the reply to a request that is counted. MHD_NO, which closes the connection, without
 * memory. */
enum MHD_Result reply_send(struct server *server, struct request *request);

/* The same for the manifest, which is neither counted nor delayed. */
enum MHD_Result reply_manifest(struct server *server, struct request *request, struct MHD_Connection *handle);

/* The response to a request whose body is set, with its headers; the body goes out in one piece. NULL: no
 * memory. */
struct MHD_Response *reply_whole(struct server *server, struct request *request);

/* Hand `response` to libmicrohttpd and release it. */
enum MHD_Result reply_queue(struct request *request, struct MHD_Connection *handle,
                            struct MHD_Response *response);

#endif
