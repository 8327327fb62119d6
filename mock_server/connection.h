/*
 * connection.h - the clients' connections: their numbers, whether libmicrohttpd has suspended them, and
 * whether their client has left.
 *
 * libmicrohttpd does not report when the client of a suspended connection leaves. So our own epoll watches
 * each connection.
 */
#ifndef MOCK_SERVER_CONNECTION_H
#define MOCK_SERVER_CONNECTION_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

struct request;
struct server;

struct connection {
    struct server *server;
    struct MHD_Connection *handle;
    int socket; /* owned by libmicrohttpd */
    unsigned number, requests;
    unsigned run; /* the newest run with a request on this connection */
    unsigned short port;
    int64_t connected; /* nanoseconds of clock_now() */
    bool suspended;
    bool half_closed;        /* the client has shut down its sending side, and still reads */
    bool needs_read;         /* libmicrohttpd must look for the end of file again */
    bool gone;               /* the client has left */
    unsigned close_rounds;   /* how often connections_close_gone() has set its timeout */
    struct request *request; /* the request in progress, or NULL */
    TAILQ_ENTRY(connection) others, departed;
};

TAILQ_HEAD(connection_list, connection);

struct connections {
    struct connection_list open;
    struct connection_list half_closed;
    struct connection_list gone; /* those that libmicrohttpd has not closed yet */
    unsigned count, total;
    int departures; /* an epoll that reports clients that leave */
    bool needs_run; /* daemon_run() must run before the next wait, because libmicrohttpd reports no event for
                       it */
};

/* On failure the program ends. */
void connections_prepare(struct connections *connections);

/* Callback of libmicrohttpd: it has accepted a connection or is about to close it. `closure` is the
 * server. */
void connection_notice(void *closure, struct MHD_Connection *handle, void **context,
                       enum MHD_ConnectionNotificationCode code);

/* The connection that connection_notice() has made for `handle`. */
struct connection *connection_of(struct MHD_Connection *handle);

/* Make libmicrohttpd suspend or resume the connection. They do nothing if that has happened already. */
void connection_suspend(struct connection *connection);
void connection_resume(struct connection *connection);

/* Has the client's kernel received all bytes that we sent? */
bool connection_is_drained(const struct connection *connection);

/* End the connection with a TCP reset. */
void connection_reset(struct connection *connection);

/* Move the connections of clients that have left to the list `gone`. It costs one system call. Returns the
 * number of events. */
unsigned connections_find_departed(struct connections *connections);

/* The reply to the connection's request has ended. */
void connection_request_ended(struct connection *connection);

/* Make libmicrohttpd close the connections of clients that have left. Do not call this from one of its
 * callbacks. */
void connections_close_gone(struct connections *connections);

void connections_resume_all(struct connections *connections);

#endif
