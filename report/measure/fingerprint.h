/*
 * fingerprint.h - find out whether two runs measured the same programs.
 */
#ifndef REPORT_FINGERPRINT_H
#define REPORT_FINGERPRINT_H

#include "../records/configuration.h"
#include "../records/facts.h"

/*
 * Record the fact `programs`: the SHA-256 of all measured programs, of the mock server and of this program. A
 * program that cannot be read counts as an empty one.
 */
void fingerprint_programs(struct facts *facts, const struct configuration configurations[], size_t count);

#endif
