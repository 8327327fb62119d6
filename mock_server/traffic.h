/*
 * traffic.h - the way of a request through the server: in flight, held, queued, delayed, replied to, over.
 */
#ifndef MOCK_SERVER_TRAFFIC_H
#define MOCK_SERVER_TRAFFIC_H

#include "request.h"

struct server;

struct traffic {
    unsigned requests; /* that came */
    unsigned in_flight, peak;
    unsigned ended;             /* replies handed over to their end */
    unsigned served;            /* of the `capacity` places */
    struct request_list queued; /* for one of them */
    int64_t shared_until;       /* when the shared bandwidth has let pass all that was granted */
    int64_t last_event;         /* when a request came, ended or lost its client */
};

void traffic_prepare(struct traffic *traffic);

/* A request whose header is complete: count it, and hold, queue or delay it, or let it be replied to. */
void traffic_arrive(struct server *server, struct request *request);

/* Admit at most `most` of the requests that the gate holds now, newest first. Do not call this from a
 * callback of libmicrohttpd. */
void traffic_release(struct server *server, unsigned most);

/* The last bytes of its reply are about to go to the kernel. */
void traffic_end(struct server *server, struct request *request);

/* It will have no reply: its client has left. Does nothing where it is over already. */
void traffic_cancel(struct server *server, struct request *request);

/* Find the clients that have left by now and end their requests. Returns how many events there were. */
unsigned traffic_cancel_departed(struct server *server);

/* Take from the queue what the capacity allows. */
void traffic_serve_queued(struct server *server);

/* Forget what was counted. What is in flight stays so, without a row. */
void traffic_reset(struct server *server);

/* Let those go on whose time has come. */
void traffic_run_timers(struct server *server);

#endif
