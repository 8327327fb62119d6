/*
 * reply.h - the replies to clients, complete or with a fault.
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

/* Set the body to `text` and take ownership of it. 0, or -1 if `text` is NULL, which means that memory ran
 * out. */
int reply_set_text(struct request *request, unsigned status, const char *type, char *text);

/* Send the reply to a request that has arrived. Without memory it returns MHD_NO, which closes the
 * connection. */
enum MHD_Result reply_send(struct server *server, struct request *request);

/* The same for the manifest, which is never in the ledger, in flight or delayed. */
enum MHD_Result reply_manifest(struct server *server, struct request *request, struct MHD_Connection *handle);

/* Make the response for a request whose body is set: its headers, and its body in one piece. NULL without
 * memory. */
struct MHD_Response *reply_whole(struct server *server, struct request *request);

/* Send `response` and release it. */
enum MHD_Result reply_queue(struct request *request, struct MHD_Connection *handle,
                            struct MHD_Response *response);

#endif
