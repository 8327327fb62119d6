/*
 * isolation.h - names that a program gives to shared memory, semaphores, queues and temporary files: each run
 * has its own, so that runs side by side share none, and what a run leaves is found and goes with it.
 *
 * The suite has namespaces of its own for mounts and IPC; each run has a new one for IPC, and each program
 * sees /tmp and /dev/shm of its own. Some systems allow no namespaces; then programs with names run one after
 * the other.
 */
#ifndef HARNESS_ISOLATION_H
#define HARNESS_ISOLATION_H

#include <stdbool.h>

/* Enter the suite's namespaces; false where this system does not allow it, and then nothing has changed. */
bool isolation_enter(void);

/* In a test's process, which has entered: from now on all objects of System V and message queues are new. */
void isolation_begin_run(void);

/* In a test's process: what the program has left there since, in words, or NULL. It goes with the run. Some
 * of it is looked at in `directory`, which is empty. */
char *isolation_find_left(const char *directory);

/*
 * Let `directory` hold so much and no more, so that a program that fills it takes nothing from others, until
 * isolation_release().
 */
void isolation_bound(const char *directory);
void isolation_release(const char *directory);

/* The same for each directory in `directory`: of a test that was stopped. */
void isolation_release_below(const char *directory);

/* Has a program filled it? */
bool isolation_is_full(const char *directory);

/*
 * In a child that is about to run `program` in `directory`, a run's: let it see two directories next to that
 * one as /tmp and /dev/shm. What it has to see there all the same, `directory` and the program's, stays in
 * its place.
 */
void isolation_cover(const char *program, const char *directory);

/* After that program has ended: remove from both what was made there to keep that in place. */
void isolation_clear(const char *program, const char *directory);

/* Does the program name anything that another one could name, too? */
bool isolation_is_needed(const char *program);

#endif
