/*
 * debug.h - run a test's scenario under a debugger: gdb has the terminal, the server acts as in the test, and
 * nothing judges or ends the program.
 */
#ifndef HARNESS_DEBUG_H
#define HARNESS_DEBUG_H

#include "../../../mock_server/client.h"
#include "../launch/program.h"
#include "../scenario/scenario.h"

/*
 * Send the server a line of the scenario, which is repeated when the program runs again: a gate, a held
 * reply.
 */
void debug_repeat(const char *line);

/* Describe the program's task if it is not a download scenario; lines that each end in '\n'. */
void debug_tell(const char *text);

/*
 * Run gdb on `launch`, with a stop at the start of each function in grading.stops. Returns when gdb has
 * ended.
 */
void debug_program(const struct launch *launch, struct server_client *server,
                   const struct scenario *scenario);

/* The same for a program that needs no server. */
void debug_replay(const struct launch *launch);

#endif
