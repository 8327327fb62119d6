/*
 * monitor.h - follow a program and its server until the program ends.
 */
#ifndef HARNESS_MONITOR_H
#define HARNESS_MONITOR_H

#include "monitor_state.h"

/*
 * Follow `program`: let it pass its checkpoints, examine it at the gate, open the gate, and kill it when it
 * certainly waits in vain. Fills in the fields of `run` about the gate, the checkpoints and the returned
 * value. No elapsed time decides whether a program is right; it only decides how long we check before we are
 * sure that nothing moves.
 */
struct watched watch(struct program *program, struct server_client *server, struct run *run,
                     const struct watched_files *files);

#endif
