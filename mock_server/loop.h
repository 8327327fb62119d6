/*
 * loop.h - the event loop: it waits for clients, timers, commands and signals, and serves them in turn.
 */
#ifndef MOCK_SERVER_LOOP_H
#define MOCK_SERVER_LOOP_H

struct server;

/* Serve until a signal comes or the other end of the control socket is closed. */
void loop_run(struct server *server);

#endif
