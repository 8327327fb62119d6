/*
 * snapshot.h - what a program is made of at this moment: processes, threads, descriptors; does anything move?
 */
#ifndef HARNESS_SNAPSHOT_H
#define HARNESS_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct snapshot {
    size_t processes;            /* the program and all that descend from it; zombies not counted */
    size_t zombies;              /* descendants that have ended and were not waited for */
    size_t threads;              /* of all these processes together */
    size_t sleepers;             /* those of them that sleep */
    bool asleep;                 /* no thread runs, could run, waits for a disk, or is about to be gone */
    unsigned long long switches; /* context switches of all threads, ever */
    unsigned long long sleeps;   /* those of them by which a thread gave its processor away, to wait */
    double processor_time;       /* of these processes so far, seconds */
    unsigned long long memory;   /* of these processes, bytes: their own, and files that have no name */
};

/*
 * Look at `program`, a child of the caller, at its descendants, and at orphans of theirs that have become the
 * caller's children (PR_SET_CHILD_SUBREAPER). `server`, another child, is left out; 0 where there is none.
 */
struct snapshot snapshot_take(pid_t server);

/* Context switches of one single-threaded process so far, and whether it sleeps. */
struct snapshot snapshot_process(pid_t process);

#endif
