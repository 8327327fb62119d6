/*
 * student_seed.h - the seed of a student's own handout, which only the owner of a secret can tell from the
 * name.
 */
#ifndef GRADE_STUDENT_SEED_H
#define GRADE_STUDENT_SEED_H

#include <stdbool.h>

#define SECRET_LENGTH 64 /* digits */

/* Read the secret at `path`; where there is none and `create` says so, draw one, which no other user can
 * read. 0, or -1 after a line on standard error. */
int secret_read(const char *path, bool create, char secret[SECRET_LENGTH + 1]);

/* The same for the same secret and name, 1 to LARGEST_SEED. */
#define LARGEST_SEED 900000000
unsigned long student_seed(const char *secret, const char *name);

#endif
