/*
 * bubblewrap.h - what the walls around a program and around the compiler have in common.
 */
#ifndef HARNESS_BUBBLEWRAP_H
#define HARNESS_BUBBLEWRAP_H

#include "command_line.h"

#define BUBBLEWRAP "bwrap"

/* Begin a command line with walls: no user, process, host name or terminal of ours, and of all files only the
 * system's programs and libraries. Add what the command needs besides, "--" and the command. */
void bubblewrap_begin(struct command_line *command);

/* Say on standard error that this system forbids the walls. */
void bubblewrap_refuse(void);

#endif
