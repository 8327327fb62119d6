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
#include "facts.h"
#include "original.h"
#include "trace.h"

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

/* What the fitted curve says of a strategy; nothing where it was not fitted. Is it drawn? */
bool model_is_drawn(const struct optimum *optimum);
void write_model(FILE *out, const struct analysis *analysis, const struct optimum *optimum);

/* How close a strategy comes to the bound that its number of workers sets. */
void write_bound(FILE *out, const struct analysis *analysis, const struct optimum *optimum);

/* Is `above` larger than `below`? */
enum ratio_verdict { RATIO_SMALLER, RATIO_NO_DIFFERENCE, RATIO_LARGER };

enum ratio_verdict find_ratio(struct interval ratio);

/* What the fastest costs against sequential: processor time and memory. Nothing where there is no such pair.
 */
void write_cost(FILE *out, const struct analysis *analysis);

/* What as many requests in flight cost each strategy, at the largest number of workers that most of them
 * have. */
enum price_verdict {
    PRICE_NOT_COMPARABLE,
    PRICE_ALIKE,       /* the dearest needs little more memory than the cheapest */
    PRICE_SAME_SPEED,  /* the cheapest is not clearly slower than the fastest there */
    PRICE_SPEED_COSTS, /* it is */
};

struct price_finding {
    enum price_verdict verdict;
    size_t workers;
    const struct summary *cheapest, *dearest; /* in memory */
    const struct summary *fastest;            /* with that number of workers */
};

struct price_finding find_price(const struct analysis *analysis);
void write_price_headline(FILE *out, const struct analysis *analysis);

/* Which strategy needs the least and the most memory. */
void write_memory(FILE *out, const struct analysis *analysis);

/* Does a new connection for each image take longer than one that is kept? The interval is that of the ratio,
 * NaN where either was not measured. */
enum ratio_verdict find_connections(const struct analysis *analysis, struct interval *interval);
void write_connections(FILE *out, const struct analysis *analysis);

/* Does the mistake of the original's processes, made again, give flat times? */
enum flat_verdict {
    FLAT_NOT_MEASURED,
    FLAT_EXPLAINED,     /* one request in flight at most, and no clear gain from the fewest to the most */
    FLAT_NOT_EXPLAINED, /* anything else */
};

struct flat_finding {
    enum flat_verdict verdict;
    const struct summary *fewest, *most; /* processes */
    double in_flight;                    /* the most that the server ever saw */
    struct interval gain;                /* times as fast, from the fewest to the most */
};

struct flat_finding find_flat(const struct analysis *analysis);
void write_flat(FILE *out, const struct analysis *analysis);
void write_flat_summary(FILE *out, const struct analysis *analysis); /* one sentence */

/* The most requests of any cycle that were in flight at once. */
double most_in_flight(const struct summary *summary);

/* A student's strategy against the reference, at the same numbers of workers. */
enum yours_verdict { YOURS_NOT_MEASURED, YOURS_NO_DIFFERENCE, YOURS_SLOWER, YOURS_FASTER, YOURS_MIXED };

struct yours_finding {
    enum yours_verdict verdict;
    size_t compared, slower, faster; /* numbers of workers */
    double worst;                    /* largest ratio of medians, yours to the reference */
    struct interval worst_interval;
    size_t worst_workers;
};

void write_yours_headline(FILE *out, const struct analysis *analysis);
struct yours_finding find_yours(const struct analysis *analysis, const struct strategy *strategy);

/* Which labs are measured, how they do, and which are left out and why. */
void write_yours(FILE *out, const struct facts *facts, const struct analysis *analysis);

/* Do requests that wait together finish sooner? */
enum overlap_verdict {
    OVERLAP_NOT_COMPARABLE, /* one download at a time has no timeline, or nothing else has */
    OVERLAP_NONE,           /* nothing finished before one download at a time */
    OVERLAP_GAINS,
};

struct overlap_finding {
    enum overlap_verdict verdict;
    const struct traced_run *sequential, *fastest;
    size_t done_by_then; /* images that sequential has when the fastest has all */
};

struct overlap_finding find_overlap(const struct traces *traces);
void write_overlap_headline(FILE *out, const struct traces *traces);
void write_overlap(FILE *out, const struct traces *traces);

/* How the original's numbers compare, and where its own table went wrong. */
void write_original(FILE *out, const struct analysis *analysis, const struct original *original);

/* Failures, outliers, the first cycle. */
void write_quality(FILE *out, const struct analysis *analysis);

/* What to choose, as list items. */
void write_conclusions(FILE *out, const struct analysis *analysis);

#endif
