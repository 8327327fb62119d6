/*
 * traffic.h - the way of a request through the server: it arrives, and is held, queued, delayed and
 * answered.
 */
#ifndef MOCK_SERVER_TRAFFIC_H
#define MOCK_SERVER_TRAFFIC_H

#include "request.h"

struct server;

struct traffic {
    unsigned requests; /* how many have arrived */
    unsigned in_flight, peak;
    unsigned ended;             /* complete replies */
    unsigned served;            /* how many of the `capacity` places are in use */
    struct request_list queued; /* requests that wait for a place, oldest first */
    int64_t shared_until;       /* when the bytes that the shared bandwidth has planned have gone out */
    int64_t last_event;         /* when a request last arrived, ended or lost its client */
};

void traffic_prepare(struct traffic *traffic);

/* The header of a request is complete. Count the request, and then hold it, queue it, delay it or answer
 * it. */
void traffic_arrive(struct server *server, struct request *request);

/* Admit at most `most` of the requests that the gate holds now, newest first. Do not call this from a
 * callback of libmicrohttpd. */
void traffic_release(struct server *server, unsigned most);

/* The last bytes of the reply are about to go to the kernel. */
void traffic_end(struct server *server, struct request *request);

/* End a request whose client has left. Does nothing if the request has ended already. */
void traffic_cancel(struct server *server, struct request *request);

/* Find the clients that have left, and end their requests. Returns the number of events. */
unsigned traffic_cancel_departed(struct server *server);

/* Admit queued requests while the capacity has free places. */
void traffic_serve_queued(struct server *server);

/* Set the counts back to 0, and remove all rows. Requests in flight stay in flight, without rows. */
void traffic_reset(struct server *server);

/* Continue the requests whose timers have ended. */
void traffic_run_timers(struct server *server);

#endif
