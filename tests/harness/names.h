/*
 * names.h - what a program leaves under a name where it has no names of its own (isolation.h): objects of
 * System V, message queues, shared memory, semaphores and temporary files, next to those of everybody else.
 */
#ifndef HARNESS_NAMES_H
#define HARNESS_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct names {
    char **names; /* sorted */
    size_t count;
};

/* All names of ours that the machine has now. Memory is not given back. */
struct names names_take(void);

/*
 * Remove what has come since `before` was taken and can only be `program`'s: its name, up to the first digit,
 * stands in the program's file. Another program of ours may make names meanwhile, and they stay. Returns the
 * first that was removed, in words, or NULL; *is_file says whether it is a file.
 */
char *names_remove_new(const struct names *before, const char *program, bool *is_file);

#endif
