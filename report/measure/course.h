/*
 * course.h - run the courses of a profile: races against peers, and loads that grow.
 */
#ifndef REPORT_RUN_COURSE_H
#define REPORT_RUN_COURSE_H

#include <stdint.h>

#include "../records/course.h"
#include "../records/facts.h"
#include "profile.h"

/* How long a profile's courses take, in seconds, on a guess. */
double courses_expected_seconds(const struct profile *profile, const struct facts *facts);

/*
 * Run every course of a profile, as measure() does. Peers that the facts name as missing are left out. Takes
 * seconds to minutes. 0, or -1 after a line on standard error or because of an interrupt.
 */
int courses_measure(const struct profile *profile, uint64_t seed, const struct facts *facts,
                    struct course_runs *runs);

#endif
