/*
 * descendants.h - find, examine and end the descendants of the caller.
 *
 * `server` is a child of the caller to leave out, with its descendants; 0 for none.
 */
#ifndef HARNESS_DESCENDANTS_H
#define HARNESS_DESCENDANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
    pid_t pid, parent;
    char state;
    unsigned level; /* 1 for the caller's children, 2 for theirs, ...; 0 for all other processes */
};

struct process_table {
    struct process *rows; /* the caller frees them */
    size_t count;
};

struct process_table descendants_read(pid_t server);

/* Whether it belongs to the program, and not to the sandbox around it. */
bool process_counts(const struct process *process);

/*
 * Set how many processes of a sandbox stand between the program and the caller, which starts the first of
 * them. These do not count.
 */
void descendants_behind_walls(unsigned walls);

/* Whether one of the sandbox's processes was stopped. They never stop by themselves. */
bool are_walls_stopped(pid_t server);

/* The program itself, once it runs; without a sandbox, the child that was started. 0 if it is missing. */
pid_t find_program(pid_t server);

/* The processes that count and are not zombies, in *pids, which the caller frees. Returns their number. */
size_t list_descendants(pid_t **pids, pid_t server);

/* Whether a process has a pending signal. */
bool has_pending_signal(pid_t process, int signal);

/* Whether it exists and is not a zombie. */
bool is_running(pid_t process);

/* End all of them with SIGKILL until none is left, and reap them. */
void kill_descendants(pid_t server);

#endif
