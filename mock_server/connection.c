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

/* A half-closed connection is closed after so long without a request. */
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
        /* Its socket is closed next, before any other event, and leaves `departures` by that. */
        TAILQ_REMOVE(&server->connections.open, connection, others);
        if (connection->half_closed)
            TAILQ_REMOVE(&server->connections.half_closed, connection, departed);
        if (connection->gone && connection->close_rounds < CLOSE_ROUNDS)
            TAILQ_REMOVE(&server->connections.gone, connection, departed);
        server->connections.count--;
        server->connections.needs_run = true; /* at the limit it accepts the next client in that run */
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

/* SO_LINGER does not do it: libmicrohttpd shuts the socket down before it closes it. */
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

/* An end of file, or worse, has come from the client. */
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

/* A client that had shut down its sending side sends nothing when it leaves, either. */
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

/*
 * Where request and end of file came together, libmicrohttpd has read the request alone, and no other event
 * follows. A connection that it takes up again is read from.
 */
static void read_end_of_file(struct connection *connection)
{
    if (!connection->needs_read || connection->request)
        return;
    connection->needs_read = false;
    MHD_set_connection_option(connection->handle, MHD_CONNECTION_OPTION_TIMEOUT, HALF_CLOSED_SECONDS);
    connection_suspend(connection);
    connection_resume(connection);
}

/*
 * libmicrohttpd 0.9.75 forgets to take away a resumed connection that it has closed because of its content
 * reader, unless that has a timeout of its own: those are looked at in each run. libmicrohttpd 1.0 takes none
 * for a connection that is suspended: so it is set again in the run after the one that resumes it.
 */
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
