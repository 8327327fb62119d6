/*
 * race.h - what races against other programs say: verdicts, sentences and a table.
 */
#ifndef REPORT_RACE_H
#define REPORT_RACE_H

#include <stdio.h>

#include "../experiments/course.h"
#include "findings.h"

/* How one of the strategies does against the peers of a race. */
struct race_finding {
    const struct summary *ours;                      /* NULL where it has no successful cycle */
    const struct summary *peers[MAX_CONFIGURATIONS]; /* that have one, in the order of the report */
    size_t count;
    /* Peer to ours, so that more than 1 is good for ours. */
    struct interval time[MAX_CONFIGURATIONS], processor[MAX_CONFIGURATIONS];
    enum ratio_verdict is_faster[MAX_CONFIGURATIONS], is_cheaper[MAX_CONFIGURATIONS]; /* RATIO_LARGER: yes */
};

struct race_finding find_race(const struct course_result *race, const char *strategy);

/* Whom a strategy is faster than, whom it cannot be told from, whom it is slower than; and its processor
 * time. */
void write_standing(FILE *out, const struct course_result *race, const char *strategy);

void write_race_table(FILE *out, const struct course_result *race);

/* The section of the document, with its heading; nothing without a race. */
void write_races(FILE *out, const struct course_results *results);

/* Which versions were raced against, and which peers were missing; nothing without a race. */
void write_peers(FILE *out, const struct facts *facts, const struct course_results *results);

#endif
