/*
 * monitor.h - follow a program and its server until the program has ended.
 */
#ifndef HARNESS_MONITOR_H
#define HARNESS_MONITOR_H

#include "monitor_state.h"

/*
 * Follow `program`: let it through its checkpoints, look at it at the gate, open the gate, and kill it when
 * it is certain that it waits in vain. Fills what `run` tells of the gate, the checkpoints and the returned
 * value. No elapsed time decides whether a program is right, only how long we look before we are sure that
 * nothing moves.
 */
struct watched watch(struct program *program, struct server_client *server, struct run *run,
                     const struct watched_files *files);

#endif
