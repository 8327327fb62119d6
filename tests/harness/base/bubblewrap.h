/*
 * bubblewrap.h - bubblewrap options shared by the sandboxes of programs and of the compiler.
 */
#ifndef HARNESS_BUBBLEWRAP_H
#define HARNESS_BUBBLEWRAP_H

#include "command_line.h"

#define BUBBLEWRAP "bwrap"

/* Begin the command line of a sandbox. The sandbox has separate users, processes, host name and terminal, and
 * sees only the system's programs and libraries. The caller adds further options, "--" and the command. */
void bubblewrap_begin(struct command_line *command);

/* Report on standard error that this system forbids the sandbox. */
void bubblewrap_refuse(void);

#endif
