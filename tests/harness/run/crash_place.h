/*
 * crash_place.h - the line of the lab's file at which a program crashed.
 */
#ifndef HARNESS_CRASH_PLACE_H
#define HARNESS_CRASH_PLACE_H

/*
 * " at labs/threads/threads.c:41, in take": of the first crash that tests/instrument/crashes.c has written to
 * `reports`, the innermost line that is the lab's own. "" where there is none, or where no addr2line can be
 * run. `program` is the path of the program that crashed. The caller does not give it back.
 */
const char *crash_place(const char *program, const char *lab, const char *reports);

#endif
