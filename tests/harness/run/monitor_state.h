/*
 * monitor_state.h - what the parts of the monitor share: the program, its server, and what has been seen of
 * them.
 */
#ifndef HARNESS_MONITOR_STATE_H
#define HARNESS_MONITOR_STATE_H

#include "../../../mock_server/client.h"
#include "../base/cause.h"
#include "../launch/files.h"
#include "../launch/program.h"
#include "../observe/checkpoint_callsite.h"
#include "../observe/possessions.h"
#include "run.h"

/* Longest, in seconds, that we wait for a program to come to rest before we look at it all the same; and
 * where a look too early would hold against it what is about to go. */
#define LONGEST_SETTLE  15.0
#define LONGEST_LEAVING 240.0

/* Processor time, in seconds, of what is no more about to come to rest: it is busy. */
#define BUSY_TIME 0.1

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

struct watch {
    struct program *program;
    struct server_client *server;
    struct run *run;
    const struct watched_files *files;
    bool *whole; /* which images a look has seen whole, from [1] on */
    struct watched watched;
    bool inside;                    /* download_all() is at work */
    bool waiting;                   /* the server owes a reply to `wait` */
    size_t gates;                   /* that have been full */
    bool opened;                    /* gate and held image have been let go */
    char reports[64];               /* the socket for reports, as the program had it at the start */
    struct place place;             /* where it stood at its first checkpoint */
    struct possessions possessions; /* that it had there */
    double looked;                  /* when we last looked for excess */
    double worked;                  /* processor time that it had used at the last look */
    double server_time;             /* what the server had used at the first checkpoint */

    /* Since when nothing has moved, how much of the time since then was in sight, when we last looked, and
     * what there was to see then. */
    double still_since, still_seen, still_looked, event_since;
    double event_time;     /* processor time that the program had used at the last event */
    unsigned asleep_since; /* looks since the last event that saw all threads asleep */
    unsigned long long switches;
    char status[256];
};

#endif
