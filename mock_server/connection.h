/*
 * connection.h - the clients' connections: their numbers, whether they wait, and whether their client has
 * left.
 *
 * libmicrohttpd says nothing about the client of a suspended connection, so each one is also watched by an
 * epoll of our own.
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
    int socket; /* libmicrohttpd's */
    unsigned number, requests;
    unsigned run; /* the newest that it took part in */
    unsigned short port;
    int64_t connected; /* nanoseconds */
    bool suspended;
    bool half_closed;        /* its client sends nothing any more, and still reads */
    bool needs_read;         /* libmicrohttpd has to look for the end of file once more */
    bool gone;               /* its client has left */
    unsigned close_rounds;   /* how often libmicrohttpd has been told so */
    struct request *request; /* the one it is at, or NULL */
    TAILQ_ENTRY(connection) others, departed;
};

TAILQ_HEAD(connection_list, connection);

struct connections {
    struct connection_list open;
    struct connection_list half_closed;
    struct connection_list gone; /* and not dismissed twice */
    unsigned count, total;
    int departures; /* epoll of all of them, for clients that leave */
    bool needs_run; /* libmicrohttpd has to run before the next wait: it says nothing of what was resumed or
                    closed */
};

/* Ends the program on failure. */
void connections_prepare(struct connections *connections);

/* libmicrohttpd's notice that a connection was accepted or is about to be closed; `closure` is the server. */
void connection_notice(void *closure, struct MHD_Connection *handle, void **context,
                       enum MHD_ConnectionNotificationCode code);

/* What connection_notice() made of it. */
struct connection *connection_of(struct MHD_Connection *handle);

/* Let libmicrohttpd leave it alone, and take it up again. Does nothing where it is so already. */
void connection_suspend(struct connection *connection);
void connection_resume(struct connection *connection);

/* Has all that was sent been received? */
bool connection_is_drained(const struct connection *connection);

/* Make an end with a TCP reset. */
void connection_reset(struct connection *connection);

/* Move the connections of clients that have left to `gone`. Costs one system call. Returns how many events
 * there were. */
unsigned connections_find_departed(struct connections *connections);

/* A request's reply is over. */
void connection_request_ended(struct connection *connection);

/* Make libmicrohttpd close the connections of clients that have left. Not to be called from within it. */
void connections_close_gone(struct connections *connections);

void connections_resume_all(struct connections *connections);

#endif
