/*
 * descendants.h - the processes that descend from the caller, and what can be asked of them and done to them.
 *
 * `server` is a child of the caller's that is left out, with what descends from it; 0 where there is none.
 */
#ifndef HARNESS_DESCENDANTS_H
#define HARNESS_DESCENDANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
    pid_t pid, parent;
    char state;
    unsigned
        level; /* 1 for the caller's children, 2 for theirs, ...; 0 for those that do not descend from it */
};

struct process_table {
    struct process *rows; /* the caller frees them */
    size_t count;
};

struct process_table descendants_read(pid_t server);

/* Is it one of the program's, and not of the sandbox around it? */
bool process_counts(const struct process *process);

/*
 * Say that so many processes of a sandbox's stand between a program and the caller, who starts the first of
 * them. They are not counted.
 */
void descendants_behind_walls(unsigned walls);

/* Has one of those been stopped? They never do that by themselves. */
bool are_walls_stopped(pid_t server);

/* The program itself, once it runs, which without walls is the child that was started. 0 where it is not
 * there. */
pid_t find_program(pid_t server);

/* The processes that count, and are no zombies, in *pids, which the caller frees. Returns how many. */
size_t list_descendants(pid_t **pids, pid_t server);

/* Has a signal been sent to a process that it has not taken notice of yet? */
bool has_pending_signal(pid_t process, int signal);

/* Is it there, and no zombie? */
bool is_running(pid_t process);

/* End all of them, with SIGKILL, until none is left, and reap them. */
void kill_descendants(pid_t server);

#endif
