/*
 * commands.h - the control socket. Each line is one command; each reply ends with a line ".". README.md
 * lists the commands.
 */
#ifndef MOCK_SERVER_COMMANDS_H
#define MOCK_SERVER_COMMANDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;

struct control {
    int socket; /* -1 without a control socket */
    char line[8192];
    size_t length;
    bool waiting;           /* the reply to a `wait` is still missing */
    int64_t since, silence; /* when the `wait` arrived, and how long nothing may happen: nanoseconds */
    const unsigned *figure; /* the figure that an `until` waits for; NULL if none waits */
    unsigned least;
    unsigned alarm; /* report more requests or connections than this; 0: never */
};

/* Read commands and obey them. Sets server->stopping if the other end has closed. */
void commands_read(struct server *server);

/* Reply to a `wait` or an `until` if its time has come. `idle`: the loop has nothing else to do. */
void commands_check(struct server *server, bool idle);

/* When a `wait` ends if nothing else happens: nanoseconds of clock_now(), INT64_MAX without a `wait`. */
int64_t commands_due(const struct server *server);

#endif
