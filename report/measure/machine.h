/*
 * machine.h - the facts about the machine and the run that a reader needs to know.
 */
#ifndef REPORT_MACHINE_H
#define REPORT_MACHINE_H

#include <stdint.h>

#include "../records/facts.h"
#include "profile.h"

/* Collect them now. A fact that cannot be found out is "unknown". */
void facts_collect(struct facts *facts, const struct profile *profile, uint64_t seed);

#endif
