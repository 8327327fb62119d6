/*
 * monitor.h - follow a program and its server until the program has ended.
 */
#ifndef HARNESS_MONITOR_H
#define HARNESS_MONITOR_H

#include "../../../mock_server/client.h"
#include "../base/cause.h"
#include "../launch/files.h"
#include "../launch/program.h"
#include "../scenario/scenario.h"

struct watched {
    int status;           /* of waitpid() */
    size_t ended_cycles;  /* how often download_all() has returned */
    bool returned_twice;  /* from one call: a child has left it, too */
    const char *hung;     /* why the program had to be killed, or NULL */
    bool waits_for_reply; /* it hung for a reply that never comes, as only a stalled one does */
    const char *foul;     /* what it did that no right answer does, or NULL */
    enum cause foul_cause;
};

/* Where the images of the first cycle go, and what they must be. */
struct watched_files {
    const char *into; /* as the program is told; NULL where no images come */
    const char *directory;
    const struct expected_image *expected; /* [1] to [count] */
    size_t count;
};

/*
 * Follow `program`: let it through its checkpoints, look at it at the gate, open the gate, and kill it when
 * it is certain that it waits in vain. Fills what `run` tells of the gate, the checkpoints and the returned
 * value. No elapsed time decides whether a program is right, only how long we look before we are sure that
 * nothing moves.
 */
struct watched watch(struct program *program, struct server_client *server, struct run *run,
                     const struct watched_files *files);

/* A number in the server's status line: status_number("in_flight=3 peak=8", "peak") is 8. */
size_t status_number(const char *status, const char *name);

#endif
