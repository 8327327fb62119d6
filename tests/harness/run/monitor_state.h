/*
 * monitor_state.h - the shared state of the monitor's parts: the program, its server, and the observations.
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

/* Longest time in seconds to wait for a program to come to rest before we examine it anyway; the second is
 * for checks in which an early look would blame the program. */
#define LONGEST_SETTLE  15.0
#define LONGEST_LEAVING 240.0

/* Seconds of processor time after which a program is busy, and not about to rest. */
#define BUSY_TIME 0.1

struct watched {
    int status;           /* of waitpid() */
    size_t ended_cycles;  /* number of returns of download_all() */
    bool returned_twice;  /* from one call: a child also returned */
    const char *hung;     /* why the program was killed, or NULL */
    bool waits_for_reply; /* it hung waiting for a stalled reply */
    const char *foul;     /* what it did that no right submission does, or NULL */
    enum cause foul_cause;
};

/* The directory of the first cycle's images, and their expected contents. */
struct watched_files {
    const char *into; /* the program's argument; NULL without images */
    const char *directory;
    const struct expected_image *expected; /* [1] to [count] */
    size_t count;
};

struct watch {
    struct program *program;
    struct server_client *server;
    struct run *run;
    const struct watched_files *files;
    bool *whole; /* images that a check has found complete, from [1] on */
    struct watched watched;
    bool inside;                    /* download_all() is running */
    bool waiting;                   /* the server has not replied to `wait` yet */
    size_t gates;                   /* number of full gates so far */
    bool opened;                    /* gate and held image are released */
    char reports[64];               /* the program's socket for reports at the start */
    struct place place;             /* where it waited at its first checkpoint */
    struct possessions possessions; /* possessions at that checkpoint */
    double looked;                  /* time of the last check of the limits */
    double worked;                  /* its processor time at the last check */
    double server_time;             /* the server's processor time at the first checkpoint */

    /* Since when nothing has moved, how much of that time the checks account for, the time of the last check,
     * and the state found then. */
    double still_since, still_seen, still_looked, event_since;
    double event_time;     /* the program's processor time at the last event */
    unsigned asleep_since; /* checks since the last event that found all threads asleep */
    unsigned long long switches;
    char status[256];
};

#endif
