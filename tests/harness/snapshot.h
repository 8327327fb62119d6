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
    size_t descriptors;          /* open in the program's first process */
    size_t mappings;             /* of shared memory, in the program's first process */
    bool asleep;                 /* no thread runs, could run, waits for a disk, or is about to be gone */
    unsigned long long switches; /* context switches of all threads, ever */
    unsigned long long sleeps;   /* those of them by which a thread gave its processor away, to wait */
    double processor_time;       /* of these processes so far, seconds */
    unsigned long long memory;   /* of these processes, bytes: their own, and files that have no name */
};

/*
 * Say that so many processes of a sandbox's stand between a program and the caller, who starts the first of
 * them. They are not counted.
 */
void snapshot_behind_walls(unsigned walls);

/* The program itself, once it runs, which without walls is the child that was started. 0 where it is not
 * there. */
pid_t find_program(pid_t server);

/*
 * Look at `program`, a child of the caller, at its descendants, and at orphans of theirs that have become the
 * caller's children (PR_SET_CHILD_SUBREAPER). `server`, another child, is left out; 0 where there is none.
 */
struct snapshot snapshot_take(pid_t program, pid_t server);

/* The processes that snapshot_take() would count, in *pids, which the caller frees. Returns how many. */
size_t list_descendants(pid_t **pids, pid_t server);

/* Context switches of one single-threaded process so far, and whether it sleeps. */
struct snapshot snapshot_process(pid_t process);

/* Has a signal been sent to a process that it has not taken notice of yet? */
bool has_pending_signal(pid_t process, int signal);

/* Is it there, and no zombie? */
bool is_running(pid_t process);

/* End, with SIGKILL, whatever snapshot_take() would see, until nothing is left, and reap it. */
void kill_descendants(pid_t server);

#endif
