/*
 * evidence.h - all that the document is made of: what was measured, and what follows from it.
 */
#ifndef REPORT_EVIDENCE_H
#define REPORT_EVIDENCE_H

#include "experiments/course.h"
#include "experiments/profile.h"
#include "findings/burden.h"
#include "findings/reuse.h"
#include "records/facts.h"
#include "records/original.h"
#include "records/trace.h"
#include "records/transcript.h"
#include "statistics/analysis.h"

struct evidence {
    struct facts facts;
    struct analysis analysis;
    struct reuse reuse;
    struct burden burden;
    struct original original;
    struct traces traces; /* for the waterfall */
    struct traces flight; /* for the requests in flight */
    struct transcript transcript;
    struct course_results courses;
};

/*
 * Measure everything and keep the raw data in report/data, each file whole, all of them only once everything
 * is measured. A run that was interrupted is gone on with (see unfinished.h), unless `afresh`. Takes minutes.
 * 0, or -1 after a line on standard error, or because of an interrupt.
 */
int evidence_collect(const struct profile *profile, uint64_t seed, bool afresh);

/* Read report/data, and write the summary there. 0, or -1 after a line on standard error. */
int evidence_load(struct evidence *evidence);

#endif
