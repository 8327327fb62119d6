/*
 * interleave.h - find the order of steps in which a program without a lock goes wrong.
 */
#ifndef REPORT_INTERLEAVE_H
#define REPORT_INTERLEAVE_H

#include "../records/facts.h"
#include "../records/interleaving.h"

/* Run report/measure/race/race.c in one order after the other until it goes wrong. Keep that order, and add
 * to the facts what went wrong. Without that program, as in a handout, keep nothing. */
void interleave(struct interleaving *interleaving, struct facts *facts);

#endif
