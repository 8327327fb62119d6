/*
 * unbuilt.h - the grade of a lab without a program.
 */
#ifndef HARNESS_UNBUILT_H
#define HARNESS_UNBUILT_H

#include "format.h"
#include "suite.h"

/*
 * Every test fails, or only `only` if it is not NULL. The first one says why, in the words of the file
 * `path`, which may quote a submission. Returns the exit status for "some red".
 */
int unbuilt_grade(const struct graded_suite *suite, const struct format *format, const char *only,
                  const char *path, unsigned long seed);

#endif
