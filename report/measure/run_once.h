/*
 * run_once.h - one measured run of one configuration against the mock server.
 */
#ifndef REPORT_RUN_ONCE_H
#define REPORT_RUN_ONCE_H

#include "../records/measurement.h"
#include "bench.h"

/*
 * Run it, for `deadline` seconds at most, and fill in what was measured. A program that fails, hangs, or says
 * that all is saved while it is not, has an outcome that says so, and what it said last goes to standard
 * error. 0, or -1 where the server or the temporary files have gone, the place for images is full (each after
 * a line on standard error), or an interrupt came.
 */
int run_once(struct bench *bench, const struct configuration *configuration, double deadline,
             struct measurement *row);

#endif
