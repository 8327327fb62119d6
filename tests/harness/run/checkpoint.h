/*
 * checkpoint.h - the monitor's work when a program reaches a checkpoint.
 */
#ifndef HARNESS_CHECKPOINT_H
#define HARNESS_CHECKPOINT_H

#include "monitor_state.h"

/* The program has reached a checkpoint, or claims to. */
void handle_checkpoint(struct watch *watch);

#endif
