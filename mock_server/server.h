/*
 * server.h - the state of a running server. The files that work on it declare their own functions.
 */
#ifndef MOCK_SERVER_SERVER_H
#define MOCK_SERVER_SERVER_H

#include "attempts.h"
#include "catalogue.h"
#include "commands.h"
#include "connection.h"
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
    int events; /* an epoll of libmicrohttpd's epoll, `departures`, control socket and signals */
    int signals;
    bool keep_rows; /* the ledger is needed */
    bool panel;     /* the panel exists */
    unsigned resets;
    bool stopping;
};

#endif
