/*
 * gate.h - examine a program while the server holds all its replies.
 */
#ifndef HARNESS_GATE_H
#define HARNESS_GATE_H

#include "monitor_state.h"

/* The gate is full: examine the program, act on it as the scenario says, and open the gate. */
void look_at_gate(struct watch *watch);

/* Release all held replies. */
void let_go(struct watch *watch);

#endif
