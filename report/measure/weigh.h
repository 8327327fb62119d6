/*
 * weigh.h - how much memory a program takes while all its requests wait.
 *
 * The largest resident size that the kernel reports after a program has ended is that of one process alone,
 * and counts what processes share as if each had its own. The proportional set size divides shared memory
 * among those who share it, so it can be added up; but it can only be read while a program runs. So the
 * server's gate holds every reply until as many requests have come as may be in flight; then it is read.
 */
#ifndef REPORT_WEIGH_H
#define REPORT_WEIGH_H

#include "../records/memory.h"
#include "bench.h"
#include "plan.h"

/*
 * One run of each configuration of a plan that has been measured; it is ended once its memory has been read.
 * A configuration that fails, or was left out, has a row that says so. 0, or -1 where the server has gone or
 * an interrupt came.
 */
int weigh_all(struct bench *bench, const struct plan *plan, struct memories *memories);

#endif
