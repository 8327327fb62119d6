/*
 * sandbox.h - run untrusted student code in two nested sandboxes, by bubblewrap's namespaces.
 *
 * The outer sandbox gives the whole suite separate network (loopback only) and process namespaces, and a
 * directory of limited size in memory for its files. In the inner one, each program sees only the system's
 * libraries, itself and its directories, has no user ID of the outside, and sees only its own processes.
 */
#ifndef HARNESS_SANDBOX_H
#define HARNESS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include "program.h"

/*
 * Run this suite again in the outer sandbox, with `inside` as a further argument. Returns only on failure,
 * after one line on standard error.
 */
void sandbox_enter(char *const arguments[], const char *inside);

/* In the outer sandbox, once: prepare for inner ones. 0, or -1 after one line on standard error. */
int sandbox_settle(void);

/* The number of bubblewrap's processes between the one that we start and the program. */
#define SANDBOX_DEPTH 2

/*
 * The command line that runs a program in the inner sandbox, which may write only to its three directories.
 * For a child that is about to run it: opens a descriptor that the command line names. The caller frees the
 * array, not its strings.
 */
char **sandbox_command(const struct launch *launch);

/*
 * Give up root and all capabilities of the outer sandbox, in a child that is about to run a command. Limits
 * on processes do not apply to root, and bubblewrap refuses a user other than root that has capabilities.
 */
void sandbox_drop_root(void);

/* Whether only we have processes under the user ID that sandbox_drop_root() sets. Others may have some if
 * user IDs are few, or if we are not root. */
bool sandbox_is_counted_alone(void);

/* Make the user of sandbox_drop_root() the owner of `directory`. */
void sandbox_own(const char *directory);

#endif
