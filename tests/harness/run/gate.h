/*
 * gate.h - look at a program while the server holds all its replies.
 */
#ifndef HARNESS_GATE_H
#define HARNESS_GATE_H

#include "monitor_state.h"

/* The gate is full: look at the program, do to it what the scenario wants, and open the gate. */
void look_at_gate(struct watch *watch);

/* Let all replies go that are held. */
void let_go(struct watch *watch);

#endif
