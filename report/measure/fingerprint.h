/*
 * fingerprint.h - are the programs that are measured the same as those of another run?
 */
#ifndef REPORT_FINGERPRINT_H
#define REPORT_FINGERPRINT_H

#include "../records/configuration.h"
#include "../records/facts.h"

/*
 * Keep among the facts, as `programs`, the SHA-256 of all programs that are measured, of the mock server and
 * of this program itself. A program that cannot be read counts as an empty one.
 */
void fingerprint_programs(struct facts *facts, const struct configuration configurations[], size_t count);

#endif
