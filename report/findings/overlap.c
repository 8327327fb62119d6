/*
 * overlap.c - what the timelines show: do requests wait together?
 */
#include <string.h>

#include "../writing/number_text.h"
#include "findings.h"

struct overlap_finding find_overlap(const struct traces *traces)
{
    struct overlap_finding finding = {.verdict = OVERLAP_NOT_COMPARABLE};

    for (size_t i = 0; i < traces->count; i++) {
        const struct traced_run *run = &traces->runs[i];
        if (strcmp(run->strategy, "sequential") == 0)
            finding.sequential = run;
        if (!finding.fastest || trace_end(run) < trace_end(finding.fastest))
            finding.fastest = run;
    }
    if (!finding.sequential || traces->count < 2)
        return finding;
    finding.verdict = finding.fastest == finding.sequential ? OVERLAP_NONE : OVERLAP_GAINS;
    for (size_t i = 0; i < finding.sequential->count; i++)
        finding.done_by_then += finding.sequential->rows[i].end <= trace_end(finding.fastest);
    return finding;
}

void write_overlap_headline(FILE *out, const struct traces *traces)
{
    struct overlap_finding finding = find_overlap(traces);

    switch (finding.verdict) {
    case OVERLAP_NOT_COMPARABLE:
        fprintf(out, "One run of each strategy, request by request");
        break;
    case OVERLAP_NONE:
        fprintf(out, "Nothing finished before one download at a time");
        break;
    case OVERLAP_GAINS:
        fprintf(out, "Waiting together: the same %d images in %s s instead of %s", TRACED_IMAGES,
                seconds_text(trace_end(finding.fastest)).text,
                seconds_text(trace_end(finding.sequential)).text);
        break;
    }
}

void write_overlap(FILE *out, const struct traces *traces)
{
    struct overlap_finding finding = find_overlap(traces);

    if (finding.verdict != OVERLAP_GAINS)
        return;
    fprintf(out, "When %s has fetched all %d, one download at a time has fetched %zu.",
            strategy_named(finding.fastest->strategy)->title, TRACED_IMAGES, finding.done_by_then);
}
