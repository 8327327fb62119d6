/*
 * owners.h - find the processes that own the connections of held requests.
 */
#ifndef HARNESS_OWNERS_H
#define HARNESS_OWNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../../../mock_server/client.h"

/* A process, and the requests it waits for. */
struct owner {
    pid_t pid;
    size_t images[256]; /* images requested over its connections, at most 256 */
    size_t count;
};

struct owners {
    struct owner *rows;
    size_t count;
};

/*
 * `held` is the server's reply to its command "held". Only the program's processes are examined: the caller's
 * children without `server`, and their descendants. A connection that several processes share has several
 * owners. The memory is never freed.
 */
struct owners owners_find(const char *held, const struct server_client *server);

/* The most and the fewest requests of any owner; 0 if there is none. */
size_t owners_most(const struct owners *owners);
size_t owners_fewest(const struct owners *owners);

/* Whether it waits for this image. */
bool owner_has(const struct owner *owner, size_t image);

/* Whether another owner shares one of its requests. A process that forks while a connection is open makes its
 * child an owner. */
bool owner_shares(const struct owners *owners, const struct owner *owner);

/* The number of owners that share a request with another one. */
size_t owners_that_share(const struct owners *owners);

#endif
