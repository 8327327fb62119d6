/*
 * loop.h - the event loop. It waits for clients, timers, commands and signals.
 */
#ifndef MOCK_SERVER_LOOP_H
#define MOCK_SERVER_LOOP_H

struct server;

/* Serve until a signal arrives or the other end of the control socket closes. */
void loop_run(struct server *server);

#endif
