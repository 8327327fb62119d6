/*
 * snapshot.h - the processes, threads and resources of a program now, and whether anything runs.
 */
#ifndef HARNESS_SNAPSHOT_H
#define HARNESS_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct snapshot {
    size_t processes;            /* the program and all its descendants, without zombies */
    size_t zombies;              /* descendants that have ended without being waited for */
    size_t threads;              /* total of all these processes */
    size_t sleepers;             /* threads that sleep */
    bool asleep;                 /* no thread runs, could run, waits for a disk, or is ending */
    unsigned long long switches; /* context switches of all threads so far */
    unsigned long long sleeps;   /* voluntary ones, in which a thread begins to wait */
    double processor_time;       /* seconds, of these processes so far */
    unsigned long long memory;   /* bytes: private memory of these processes, and unnamed files */
};

/*
 * Take a snapshot of `program`, a child of the caller, its descendants, and orphans that have become the
 * caller's children (PR_SET_CHILD_SUBREAPER). `server`, another child, is left out; 0 for none.
 */
struct snapshot snapshot_take(pid_t server);

/* Context switches of one single-threaded process so far, and whether it sleeps. */
struct snapshot snapshot_process(pid_t process);

#endif
