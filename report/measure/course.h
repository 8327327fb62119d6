/*
 * course.h - run the courses of a profile: comparisons with peers, and growing loads.
 */
#ifndef REPORT_RUN_COURSE_H
#define REPORT_RUN_COURSE_H

#include <stdint.h>

#include "../records/course.h"
#include "../records/facts.h"
#include "profile.h"

/* Estimated seconds for all courses of a profile. */
double courses_expected_seconds(const struct profile *profile, const struct facts *facts);

/*
 * Run every course of a profile, as measure() does. Leave out peers that the facts name as missing. Takes
 * seconds to minutes. 0, or -1 after a line on standard error or because of an interrupt.
 */
int courses_measure(const struct profile *profile, uint64_t seed, const struct facts *facts,
                    struct course_runs *runs);

#endif
