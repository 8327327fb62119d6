/*
 * daemon.h - libmicrohttpd's daemon, which our own event loop drives.
 */
#ifndef MOCK_SERVER_DAEMON_H
#define MOCK_SERVER_DAEMON_H

#include <stdbool.h>
#include <stdint.h>

struct server;

/* Let libmicrohttpd do all that it can do now. Do not call this from one of its callbacks. */
void daemon_run(struct server *server);

/* When the daemon must run even if no event comes: nanoseconds of clock_now(), 0 for now, INT64_MAX for
 * never. */
int64_t daemon_due(const struct server *server);

/* Does an event wait in libmicrohttpd's own epoll? */
bool daemon_has_events(const struct server *server);

#endif
