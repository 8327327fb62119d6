/*
 * run_once.h - one measured run of one configuration with the mock server.
 */
#ifndef REPORT_RUN_ONCE_H
#define REPORT_RUN_ONCE_H

#include "../records/measurement.h"
#include "bench.h"

/*
 * Run it for at most `deadline` seconds and fill in the measurement. A program that fails, hangs, or wrongly
 * reports success gets an outcome that says so, and its last line of output goes to standard error. 0, or -1
 * if the server or the temporary files are gone or the disk is full (each after a line on standard error), or
 * after an interrupt.
 */
int run_once(struct bench *bench, const struct configuration *configuration, double deadline,
             struct measurement *row);

#endif
