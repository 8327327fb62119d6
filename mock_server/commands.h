/*
 * commands.h - the control socket: one command a line, each reply ended by a line ".". README.md lists them.
 */
#ifndef MOCK_SERVER_COMMANDS_H
#define MOCK_SERVER_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;

struct control {
    int socket; /* -1: none */
    char line[8192];
    size_t length;
    bool waiting;           /* a `wait` is not answered yet */
    int64_t since, silence; /* when it came, and how long nothing may happen: nanoseconds */
    const unsigned *figure; /* what an `until` waits for, until it is answered; NULL: nothing */
    unsigned least;
    unsigned alarm; /* tell when there have been more requests, or connections, than this; 0: never */
};

/* Read what has come and obey it. Sets server->stopping when the other end is closed. */
void commands_read(struct server *server);

/* Answer a `wait` or an `until` if it is time; `idle`: the loop has nothing else to do. */
void commands_check(struct server *server, bool idle);

/* When a `wait` ends at the latest if nothing more happens, in nanoseconds; INT64_MAX without one. */
int64_t commands_due(const struct server *server);

#endif
