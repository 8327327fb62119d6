/*
 * sandbox.h - student code behind walls: bubblewrap's namespaces, for grading code that nobody has read.
 *
 * Two walls. The suite as a whole gets network (loopback alone) and process namespaces of its own, and a
 * directory in memory of bounded size for its files. Inside, each program sees nothing but the system's
 * libraries, itself and its directory, has no user of its own outside, and sees no process but its own.
 */
#ifndef HARNESS_SANDBOX_H
#define HARNESS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "program.h"

/*
 * Run this suite again behind the outer wall, with `inside` as a further argument. Returns only where that
 * cannot be done, after one line on standard error.
 */
void sandbox_enter(char *const arguments[], const char *inside);

/* Behind the outer wall, once: make ready for the inner one. 0, or -1 after one line on standard error. */
int sandbox_settle(void);

/* Processes of bubblewrap's that stand between the one we start and the program. */
#define SANDBOX_DEPTH 2

/*
 * The command line that runs a program behind the inner wall. It can write to its three directories alone.
 * For a child that is about to run it: a descriptor that the command line names is opened. The caller frees
 * the array, not its strings.
 */
char **sandbox_command(const struct launch *launch);

/*
 * Give up being root, and whatever the outer wall gave us, in a child that is about to run a command: limits
 * on processes do not hold for root, and bubblewrap refuses who has rights without being root.
 */
void sandbox_drop_root(void);

/* Is there nobody else's process among those that the kernel counts for the user whom sandbox_drop_root()
 * makes of us? Where users are few, or we are not root, there may be. */
bool sandbox_is_counted_alone(void);

/* Give `directory` to the user that sandbox_drop_root() becomes. */
void sandbox_own(const char *directory);

#endif
