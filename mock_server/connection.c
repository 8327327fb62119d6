#include "connection.h"

#include "peer.h"
#include "server.h"

#include <arpa/inet.h>
#include <err.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* libmicrohttpd closes a half-closed connection after this time without a request. */
static const unsigned HALF_CLOSED_SECONDS = 60;

enum { CLOSE_ROUNDS = 2 };

void connections_prepare(struct connections *connections)
{
    TAILQ_INIT(&connections->open);
    TAILQ_INIT(&connections->half_closed);
    TAILQ_INIT(&connections->gone);
    connections->departures = epoll_create1(EPOLL_CLOEXEC);
    if (connections->departures < 0)
        err(1, "epoll_create1");
}

struct connection *connection_of(struct MHD_Connection *handle)
{
    return MHD_get_connection_info(handle, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

static struct connection *open_connection(struct server *server, struct MHD_Connection *handle)
{
    struct connections *connections = &server->connections;
    struct connection *connection = calloc(1, sizeof *connection);
    struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET};
    const struct sockaddr *address;

    if (!connection)
        errx(1, "no memory for a connection");
    connection->server = server;
    connection->handle = handle;
    connection->number = ++connections->total;
    connection->connected = clock_now();
    connection->socket = MHD_get_connection_info(handle, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    address = MHD_get_connection_info(handle, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
    connection->port = ntohs(((const struct sockaddr_in *)address)->sin_port);
    event.data.ptr = connection;
    if (epoll_ctl(connections->departures, EPOLL_CTL_ADD, connection->socket, &event) != 0)
        err(1, "epoll_ctl");
    TAILQ_INSERT_TAIL(&connections->open, connection, others);
    connections->count++;
    return connection;
}

void connection_notice(void *closure, struct MHD_Connection *handle, void **context,
                       enum MHD_ConnectionNotificationCode code)
{
    struct server *server = closure;
    struct connection *connection = *context;

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = open_connection(server, handle);
    } else {
        /* libmicrohttpd closes the socket next, and that removes it from `departures`. */
        TAILQ_REMOVE(&server->connections.open, connection, others);
        if (connection->half_closed)
            TAILQ_REMOVE(&server->connections.half_closed, connection, departed);
        if (connection->gone && connection->close_rounds < CLOSE_ROUNDS)
            TAILQ_REMOVE(&server->connections.gone, connection, departed);
        server->connections.count--;
        server->connections.needs_run =
            true; /* if all descriptors were in use, the next run accepts a client */
        free(connection);
    }
}

void connection_suspend(struct connection *connection)
{
    if (!connection->suspended) {
        connection->suspended = true;
        MHD_suspend_connection(connection->handle);
    }
}

void connection_resume(struct connection *connection)
{
    if (connection->suspended) {
        connection->suspended = false;
        connection->server->connections.needs_run = true;
        MHD_resume_connection(connection->handle);
    }
}

bool connection_is_drained(const struct connection *connection)
{
    int unacknowledged = 0;

    return ioctl(connection->socket, SIOCOUTQ, &unacknowledged) != 0 || unacknowledged == 0;
}

/* SO_LINGER would have no effect, because libmicrohttpd calls shutdown() before close(). */
void connection_reset(struct connection *connection)
{
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};

    connect(connection->socket, &nowhere, sizeof nowhere);
}

static void mark_gone(struct connections *connections, struct connection *connection)
{
    if (connection->gone)
        return;
    if (connection->half_closed)
        TAILQ_REMOVE(&connections->half_closed, connection, departed);
    connection->half_closed = false;
    connection->gone = true;
    TAILQ_INSERT_TAIL(&connections->gone, connection, departed);
}

/* The client has sent an end of file or a reset. */
static void take_end(struct connections *connections, struct connection *connection, uint32_t events)
{
    if (connection->half_closed)
        return;
    if ((events & (EPOLLHUP | EPOLLERR)) != 0 || !peer_still_reads(connection->socket)) {
        mark_gone(connections, connection);
        return;
    }
    connection->half_closed = true;
    connection_request_ended(connection);
    TAILQ_INSERT_TAIL(&connections->half_closed, connection, departed);
}

/* If a client has shut down its sending side, it sends nothing when it leaves. */
static void look_at_half_closed(struct connections *connections)
{
    struct connection *connection = TAILQ_FIRST(&connections->half_closed);

    while (connection) {
        struct connection *next = TAILQ_NEXT(connection, departed);

        if (!peer_still_reads(connection->socket))
            mark_gone(connections, connection);
        connection = next;
    }
}

unsigned connections_find_departed(struct connections *connections)
{
    enum { ROOM = 64 };
    struct epoll_event events[ROOM];
    unsigned departed = 0;
    int count;

    do {
        count = epoll_wait(connections->departures, events, ROOM, 0);
        for (int i = 0; i < count; i++, departed++)
            take_end(connections, events[i].data.ptr, events[i].events);
    } while (count == ROOM);
    look_at_half_closed(connections);
    return departed;
}

void connection_request_ended(struct connection *connection)
{
    if (connection->half_closed) {
        connection->needs_read = true;
        connection->server->connections.needs_run = true;
    }
}

/* If the request and the end of file arrive together, libmicrohttpd reads only the request, and no other
 * event follows. After a suspend and a resume it reads the connection again. */
static void read_end_of_file(struct connection *connection)
{
    if (!connection->needs_read || connection->request)
        return;
    connection->needs_read = false;
    MHD_set_connection_option(connection->handle, MHD_CONNECTION_OPTION_TIMEOUT, HALF_CLOSED_SECONDS);
    connection_suspend(connection);
    connection_resume(connection);
}

/* libmicrohttpd 0.9.75 keeps a resumed connection that its content reader has ended, unless the connection
 * has a timeout: it checks those in each run. libmicrohttpd 1.0 ignores a timeout for a suspended
 * connection. So we set it again in the run after the one that resumes the connection. */
void connections_close_gone(struct connections *connections)
{
    struct connection *connection, *next;

    for (connection = TAILQ_FIRST(&connections->half_closed); connection;
         connection = TAILQ_NEXT(connection, departed))
        read_end_of_file(connection);
    for (connection = TAILQ_FIRST(&connections->gone); connection; connection = next) {
        next = TAILQ_NEXT(connection, departed);
        MHD_set_connection_option(connection->handle, MHD_CONNECTION_OPTION_TIMEOUT, 1U);
        connection_resume(connection);
        if (++connection->close_rounds == CLOSE_ROUNDS)
            TAILQ_REMOVE(&connections->gone, connection, departed);
    }
}

void connections_resume_all(struct connections *connections)
{
    for (struct connection *connection = TAILQ_FIRST(&connections->open); connection;
         connection = TAILQ_NEXT(connection, others))
        connection_resume(connection);
}
