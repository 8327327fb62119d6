/*
 * findings.h - what the data say: verdicts first, then the sentences that tell them.
 *
 * Nothing here is known before the data are: each verdict can come out in every way that is listed, and a
 * sentence is chosen by its verdict alone. Sentences are written to `out` in Markdown, each ended by a full
 * stop; headlines are plain text without one.
 */
#ifndef REPORT_FINDINGS_H
#define REPORT_FINDINGS_H

#include <stdbool.h>
#include <stdio.h>

#include "analysis.h"
#include "original.h"

/* Who is the fastest, against sequential. */
enum speed_verdict {
    SPEED_NOT_COMPARABLE, /* sequential has no successful cycle, or nothing else has */
    SPEED_NOTHING_GAINED, /* sequential is the fastest, or no different from the fastest */
    SPEED_ONE_FASTEST,
    SPEED_TIE, /* several cannot be told apart from the fastest, and all gain on sequential */
};

struct speed_finding {
    enum speed_verdict verdict;
    double speed_up; /* of the fastest over sequential */
    struct interval interval;
    size_t tied[MAX_CONFIGURATIONS]; /* places of those no different from the fastest, itself included */
    size_t tied_count;
};

struct speed_finding find_speed(const struct analysis *analysis);
void write_speed_headline(FILE *out, const struct analysis *analysis);
void write_speed(FILE *out, const struct analysis *analysis);

/* What more workers bring, within one strategy. */
enum workers_verdict {
    WORKERS_STILL_GAIN,  /* only the most workers come within 5 % of the best */
    WORKERS_LITTLE_GAIN, /* fewer come within 5 % of the best, and more do no harm */
    WORKERS_NO_GAIN,     /* the fewest measured are within 5 % of the best, and more do no harm */
    WORKERS_LOSE,        /* with the most workers it takes more than 5 % longer than with the best number */
};

enum workers_verdict find_workers(const struct analysis *analysis, const struct optimum *optimum);

/* The headline speaks of the strategy that has the fastest configuration. */
void write_workers_headline(FILE *out, const struct analysis *analysis);
void write_workers(FILE *out, const struct analysis *analysis, const struct optimum *optimum);

/* How close a strategy comes to the bound that its number of workers sets. */
void write_bound(FILE *out, const struct analysis *analysis, const struct optimum *optimum);

/* Is `above` larger than `below`? */
enum ratio_verdict { RATIO_SMALLER, RATIO_NO_DIFFERENCE, RATIO_LARGER };

enum ratio_verdict find_ratio(struct interval ratio);

/* What the fastest costs against sequential: processor time and memory. Nothing where there is no such pair.
 */
void write_cost(FILE *out, const struct analysis *analysis);

/* How the original's numbers compare, and where its own table went wrong. */
void write_original(FILE *out, const struct analysis *analysis, const struct original *original);

/* Failures, outliers, the first cycle. */
void write_quality(FILE *out, const struct analysis *analysis);

/* What to choose, as list items. */
void write_conclusions(FILE *out, const struct analysis *analysis);

#endif
