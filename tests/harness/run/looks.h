/*
 * looks.h - what the parts of the monitor look at, and what they stop a program for.
 */
#ifndef HARNESS_LOOKS_H
#define HARNESS_LOOKS_H

#include "monitor_state.h"

/* What the program and its processes are doing. */
struct snapshot look(const struct watch *watch);

/*
 * Is there an image that is not whole? Ask while replies are held, or sent half: at moments that a program
 * which renames whole images need not fear.
 */
void look_at_files(struct watch *watch);

/* Stop the program: it met the limit that `met` names; or it asks the server without end. */
void stop_for_limit(struct watch *watch, const char *met);
void stop_flood(struct watch *watch);

/* Stop the program if it has memory for code of its own. */
void expect_no_new_code(struct watch *watch);

/* The socket for reports, as the process has it. */
void find_reports(pid_t process, char target[64]);

/* Stop the program if it has closed, exchanged or shut the socket for reports, which hides what they say. */
void expect_reports(struct watch *watch);

#endif
