/*
 * names.h - find named objects that a program leaves, on systems without separate names (isolation.h): System
 * V objects, message queues, shared memory, semaphores and temporary files, next to those of other programs.
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
 * All names of our user on the machine now. If it does not list message queues in /dev/mqueue, find those
 * whose name stands in `program`'s file, perhaps with the number `process`. The memory is never freed.
 */
struct names names_take(const char *program, pid_t process);

/*
 * Remove objects that have appeared since `before` and can only belong to `program`: its file contains their
 * name up to the first digit. Objects of other programs stay. Returns a description of the first one removed,
 * or NULL; *is_file says whether it is a file.
 */
char *names_remove_new(const struct names *before, const char *program, pid_t process, bool *is_file);

#endif
