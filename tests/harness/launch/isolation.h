/*
 * isolation.h - give each run separate names for shared memory, semaphores, queues and temporary files. So
 * concurrent runs share none, and everything that a run leaves is found and removed with it.
 *
 * The suite has separate namespaces for mounts and IPC. Each run has a new IPC namespace, and each program
 * sees separate directories as /tmp and /dev/shm. Some systems allow no namespaces; there, programs that use
 * names run one after another.
 */
#ifndef HARNESS_ISOLATION_H
#define HARNESS_ISOLATION_H

#include <stdbool.h>

/* Enter the suite's namespaces. False if this system does not allow it; then nothing has changed. */
bool isolation_enter(void);

/* In a test's process, after isolation_enter(): start with no System V objects and no message queues. */
void isolation_begin_run(void);

/* In a test's process: describe what the program has left there since, or return NULL. It disappears with the
 * run. Some of it is mounted for inspection at `directory`, which is empty. */
char *isolation_find_left(const char *directory);

/*
 * Limit the size of `directory`, so that a program that fills it takes no room from others, until
 * isolation_release().
 */
void isolation_bound(const char *directory);
void isolation_release(const char *directory);

/* The same for each directory in `directory`, for a test that was stopped. */
void isolation_release_below(const char *directory);

/* Whether a program has filled it. */
bool isolation_is_full(const char *directory);

/*
 * In a child that is about to run `program` in `directory` of a run: show it two directories next to that one
 * as /tmp and /dev/shm. `directory` and the program's directory stay visible in their places.
 */
void isolation_cover(const char *program, const char *directory);

/* After that program has ended: remove the directories that were created to keep those visible. */
void isolation_clear(const char *program, const char *directory);

/* Whether the program uses a name that another program could also use. */
bool isolation_is_needed(const char *program);

#endif
