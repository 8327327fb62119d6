/*
 * machine.h - what must be known of the machine and the run besides the measurements.
 */
#ifndef REPORT_MACHINE_H
#define REPORT_MACHINE_H

#include <stdint.h>

#include "../records/facts.h"
#include "profile.h"

/* Collect it now; what cannot be found out is "unknown". */
void facts_collect(struct facts *facts, const struct profile *profile, uint64_t seed);

#endif
