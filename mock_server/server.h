/*
 * server.h - everything a running server has, its start, its loop and its end.
 */
#ifndef MOCK_SERVER_SERVER_H
#define MOCK_SERVER_SERVER_H

#include "attempts.h"
#include "catalogue.h"
#include "connection.h"
#include "control.h"
#include "gate.h"
#include "ledger.h"
#include "recent.h"
#include "runs.h"
#include "timer.h"
#include "traffic.h"

#include <microhttpd.h>

struct server {
    struct settings settings;
    struct catalogue catalogue;
    struct attempts attempts;
    struct ledger ledger;
    struct recent recent;
    struct runs runs;
    struct timers timers;
    struct gate gate;
    struct traffic traffic;
    struct connections connections;
    struct control control;
    struct MHD_Daemon *daemon; /* NULL before the start */
    char address[64];          /* "http://127.0.0.1:PORT/", "" before the start */
    int events;                /* epoll: libmicrohttpd's own, clients that leave, control socket, signals */
    int signals;
    bool keep_rows; /* somebody can ask for them */
    bool panel;     /* the page and its controls are there */
    unsigned resets;
    bool stopping;
};

/* Prepare what the loop needs, with `control` the control socket, or -1. Ends the program on failure. */
void server_prepare(struct server *server, int control);

/* Draw the pictures and listen. 0, or -1 with the reason. */
int server_begin(struct server *server, struct refusal *refusal);

/* Serve until a signal comes or the control socket is closed. */
void server_loop(struct server *server);

/* Let libmicrohttpd go on with all that can go on now. */
void server_run(struct server *server);

/* Cut what is in flight, write the ledger, free all. 0, or -1 after a line on standard error. */
int server_end(struct server *server);

#endif
