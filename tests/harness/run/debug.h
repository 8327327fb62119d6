/*
 * debug.h - a test's scenario for a debugger: gdb has the terminal, the server does what it does in the test,
 * and nobody watches, judges or ends the program.
 */
#ifndef HARNESS_DEBUG_H
#define HARNESS_DEBUG_H

#include "../../../mock_server/client.h"
#include "../launch/program.h"
#include "../scenario/scenario.h"

/*
 * Say a line to the server that belongs to the scenario and is said again when the program is run again: a
 * gate, a held reply.
 */
void debug_repeat(const char *line);

/* What the program is given to do, where no scenario of a download tells it; lines that each end in '\n'. */
void debug_tell(const char *text);

/*
 * Run gdb on what `launch` describes, stopped where each of grading.stops begins. Returns when gdb has ended.
 */
void debug_program(const struct launch *launch, struct server_client *server,
                   const struct scenario *scenario);

/* The same for a program that needs no server. */
void debug_replay(const struct launch *launch);

#endif
