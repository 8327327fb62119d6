/*
 * checkpoint.h - what the monitor does when a program reaches a checkpoint.
 */
#ifndef HARNESS_CHECKPOINT_H
#define HARNESS_CHECKPOINT_H

#include "monitor_state.h"

/* The program has reached a checkpoint, or says so. */
void handle_checkpoint(struct watch *watch);

#endif
