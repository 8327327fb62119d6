#include "http.h"

#include "behaviour.h"
#include "panel.h"
#include "random.h"
#include "reply.h"
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BACKLOG = 65535,           /* the kernel reduces it to net.core.somaxconn */
    CONNECTION_MEMORY = 16384, /* bytes for the headers of a request */
    SPARE_DESCRIPTORS = 32,
    MAX_CONNECTIONS = 60000,
};

int http_listen(unsigned *port, struct refusal *refusal)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)*port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int on = 1;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (listener < 0)
        return refuse(refusal, "cannot create a socket: %s", strerror(errno));
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, BACKLOG) != 0) {
        if (errno == EADDRINUSE)
            refuse(refusal,
                   "port %u is in use: choose another one, or --port 0 (make serve PORT=0) for a free one",
                   *port);
        else
            refuse(refusal, "cannot listen on port %u: %s", *port, strerror(errno));
        close(listener);
        return -1;
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    *port = ntohs(address.sin_port);
    return listener;
}

/* Callback of libmicrohttpd: it has read the first line of a request. The result becomes the `context` of
 * the next callbacks. */
static void *begin_request(void *closure, const char *uri, struct MHD_Connection *handle)
{
    const struct server *server = closure;
    struct request *request = request_new(uri);

    (void)handle;
    if (request && request->kind == REQUEST_PANEL && !server->panel)
        request->kind = REQUEST_UNKNOWN;
    return request;
}

/* The header is complete: fill in the row of the request, and let it arrive. */
static void take_request(struct server *server, struct request *request)
{
    struct connection *connection = request->connection;
    size_t length = request_path_length(request);
    uint64_t key = request->image;

    if (request->image > server->settings.images) {
        request->kind = REQUEST_UNKNOWN;
        request->image = 0;
    }
    if (request->image == 0)
        key = random_key(request->path, length);
    request->attempt = attempts_count(&server->attempts, request->path, length);
    request->connection_number = connection->number;
    request->port = connection->port;
    request->connected = connection->connected;
    request->delay =
        behaviour_delay(&server->settings, request->image, key, request->attempt, request->place == 1);
    if (request->image > 0 && !request->wrong_method)
        request->fault = behaviour_fault(&server->settings, request->image, request->attempt, request->hops);
    connection->request = request;
    if (server->keep_rows)
        ledger_add(&server->ledger, request);
    traffic_arrive(server, request);
}

/* At the first call only the header is there. A reply now would make libmicrohttpd close the connection. */
static bool is_first_call(struct request *request, struct MHD_Connection *handle)
{
    if (request->connection)
        return false;
    request->connection = connection_of(handle);
    request->place = ++request->connection->requests;
    return true;
}

/* Callback of libmicrohttpd, for the header, for each piece of a body, at the end, and after each
 * suspension. */
static enum MHD_Result answer(void *closure, struct MHD_Connection *handle, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **context)
{
    struct server *server = closure;
    struct request *request = *context;

    (void)url;
    (void)version;
    if (!request || server->stopping)
        return MHD_NO;
    if (is_first_call(request, handle))
        return MHD_YES;
    if (*upload_size > 0) {
        panel_receive(request, upload, *upload_size);
        *upload_size = 0; /* we have used all of it */
        return MHD_YES;
    }
    if (request->stage == STAGE_NEW) {
        request->is_head = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
        request->wrong_method = !request->is_head && strcmp(method, MHD_HTTP_METHOD_GET) != 0;
        request->is_post = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
        if (request->kind == REQUEST_PANEL)
            return panel_reply(server, request, handle);
        if (request->kind == REQUEST_MANIFEST)
            return reply_manifest(server, request, handle);
        take_request(server, request);
    }
    if (request->stage == STAGE_FINISHED) /* the client has left */
        return MHD_NO;
    if (request->stage == STAGE_REPLYING)
        return reply_send(server, request);
    connection_suspend(request->connection);
    return MHD_YES;
}

static void complete_request(void *closure, struct MHD_Connection *handle, void **context,
                             enum MHD_RequestTerminationCode code)
{
    struct server *server = closure;
    struct request *request = *context;

    (void)handle;
    (void)code;
    if (!request)
        return;
    if (!server->stopping)
        traffic_cancel(server, request);
    if (request->connection) {
        request->connection->request = NULL;
        connection_request_ended(request->connection);
    }
    request->connection = NULL;
    free(request->body.own); /* the ledger may keep the request for a long time */
    request->body.own = NULL;
    if (!request->in_ledger)
        request_free(request);
}

/* Raise the limit of descriptors as far as possible. Returns how many connections that allows. */
static unsigned raise_limits(void)
{
    struct rlimit limit = {.rlim_cur = 1024, .rlim_max = 1024};

    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur > MAX_CONNECTIONS + SPARE_DESCRIPTORS)
        return MAX_CONNECTIONS;
    return (unsigned)limit.rlim_cur - SPARE_DESCRIPTORS;
}

int http_start(struct server *server, int listener, struct refusal *refusal)
{
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, answer, server, MHD_OPTION_LISTEN_SOCKET,
        listener, MHD_OPTION_CONNECTION_LIMIT, raise_limits(), MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_URI_LOG_CALLBACK,
        begin_request, server, MHD_OPTION_NOTIFY_CONNECTION, connection_notice, server,
        MHD_OPTION_NOTIFY_COMPLETED, complete_request, server, MHD_OPTION_END);
    if (!server->daemon)
        return refuse(refusal, "cannot start libmicrohttpd");
    return 0;
}
