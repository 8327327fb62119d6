/*
 * looks.h - checks shared by the parts of the monitor, and reasons to stop a program.
 */
#ifndef HARNESS_LOOKS_H
#define HARNESS_LOOKS_H

#include "monitor_state.h"

/* The current state of the program and its processes. */
struct snapshot look(const struct watch *watch);

/*
 * Whether an image is incomplete. Call it while replies are held or half sent: a program that renames
 * complete images passes at every moment.
 */
void look_at_files(struct watch *watch);

/* Stop the program: it exceeded the limit `met`, or it sends requests without end. */
void stop_for_limit(struct watch *watch, const char *met);
void stop_flood(struct watch *watch);

/* Stop the program if it has writable or foreign executable memory. */
void expect_no_new_code(struct watch *watch);

/* The socket for reports, in the process's table of descriptors. */
void find_reports(pid_t process, char target[64]);

/* Stop the program if it has closed, replaced or shut down the socket for reports, to hide them. */
void expect_reports(struct watch *watch);

#endif
