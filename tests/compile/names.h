/*
 * names.h - the names that libraries and the kit define, by which a lab's file is judged.
 */
#ifndef COMPILE_NAMES_H
#define COMPILE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Is there a line in `lines` that says `name`, with `mark` before it ("" for none)? */
bool names_have(const char *lines, const char *mark, const char *name);

/*
 * Print the names that a library, an archive or an object defines for others, a line each: "usable" ones,
 * with "!" before those that a lab must not use; or all of them, as "taken". 0, or -1 after a line on
 * standard error.
 */
int names_print(const char *path, bool usable);

/* The name of a library's function that a lab must not use, or none that its headers give to it. */
bool is_out_of_place(const char *name);

#endif
