/*
 * collect.h - measure everything into report/data.
 */
#ifndef REPORT_COLLECT_H
#define REPORT_COLLECT_H

#include <stdbool.h>

#include "profile.h"

#include <stdint.h>

/*
 * Measure everything and keep the raw data in report/data. The files appear only when everything is measured,
 * each complete. The data of the last complete run move to report/data/previous. An interrupted run is
 * resumed (see unfinished.h), unless `afresh`. Takes minutes. 0, or -1 after a line on standard error or
 * because of an interrupt.
 */
int collect(const struct profile *profile, uint64_t seed, bool afresh);

#endif
