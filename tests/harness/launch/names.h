/*
 * names.h - what a program leaves under a name where it has no names of its own (isolation.h): objects of
 * System V, message queues, shared memory, semaphores and temporary files, next to those of everybody else.
 */
#ifndef HARNESS_NAMES_H
#define HARNESS_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct names {
    char **names; /* sorted */
    size_t count;
};

/*
 * All names of ours that the machine has now. Where it does not show message queues (in /dev/mqueue), those
 * are found that have a name from `program`'s file, perhaps with the number `process` in it. Memory is not
 * given back.
 */
struct names names_take(const char *program, pid_t process);

/*
 * Remove what has come since `before` was taken and can only be `program`'s: its name, up to the first digit,
 * stands in the program's file. Another program of ours may make names meanwhile, and they stay. Returns the
 * first that was removed, in words, or NULL; *is_file says whether it is a file.
 */
char *names_remove_new(const struct names *before, const char *program, pid_t process, bool *is_file);

#endif
