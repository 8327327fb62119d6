/*
 * weigh.h - measure a program's memory while all its requests wait.
 *
 * The kernel's largest resident size, reported when a program has ended, covers one process alone and counts
 * shared pages fully. The proportional set size divides each shared page among its users, so sizes can be
 * added. But it can only be read while a program runs. So the server's gate holds every reply until all
 * requests that may be in flight have arrived; then the size is read.
 */
#ifndef REPORT_WEIGH_H
#define REPORT_WEIGH_H

#include "../records/memory.h"
#include "bench.h"
#include "plan.h"

/*
 * Run each measured configuration of a plan once; end it when its memory has been read. A configuration that
 * fails or was left out gets a row that says so. 0, or -1 if the server is gone or after an interrupt.
 */
int weigh_all(struct bench *bench, const struct plan *plan, struct memories *memories);

#endif
