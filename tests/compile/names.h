/*
 * names.h - the names that libraries and the kit define, used to check a lab's file.
 */
#ifndef COMPILE_NAMES_H
#define COMPILE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* Whether `lines` has a line with `name`, preceded by `mark` ("" for none). */
bool names_have(const char *lines, const char *mark, const char *name);

/*
 * Print the names that a library, an archive or an object defines for others, one a line. As "usable": with
 * "!" before names that a lab must not use. As "taken": all names. 0, or -1 after a line on standard error.
 */
int names_print(const char *path, bool usable);

/* Whether a lab must not use this name: a function of the list in names.c, or a name that begins with an
 * underscore and that no header of the system uses. */
bool is_out_of_place(const char *name);

#endif
