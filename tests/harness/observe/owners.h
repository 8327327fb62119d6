/*
 * owners.h - which processes hold the connections of the requests that a gate holds back.
 */
#ifndef HARNESS_OWNERS_H
#define HARNESS_OWNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../../../mock_server/client.h"

/* A process, and what it waits for. */
struct owner {
    pid_t pid;
    size_t images[256]; /* asked for over its connections; the first 256 of them */
    size_t count;
};

struct owners {
    struct owner *rows;
    size_t count;
};

/*
 * `held` is the server's reply to its command of that name. Only the program's processes are looked at: the
 * caller's children without `server`, and all that descend from them. A connection that several processes
 * share has several owners. Memory is not given back.
 */
struct owners owners_find(const char *held, const struct server_client *server);

/* The most and the fewest requests that one of the owners waits for; 0 where there is none. */
size_t owners_most(const struct owners *owners);
size_t owners_fewest(const struct owners *owners);

/* Is it one of the requests that it waits for? */
bool owner_has(const struct owner *owner, size_t image);

/* Is there another owner of one of its requests? Whoever forks while a connection is open makes its child
 * one. */
bool owner_shares(const struct owners *owners, const struct owner *owner);

/* How many owners share a request with another. */
size_t owners_that_share(const struct owners *owners);

#endif
