/*
 * burden.h - what if each image costs processor time, too? Then waiting together is not enough, and it
 * matters on how many cores a strategy can work.
 *
 * Each strategy decodes and shrinks every image some number of times once it is saved, with as many workers
 * for all (see experiment.h).
 */
#ifndef REPORT_BURDEN_H
#define REPORT_BURDEN_H

#include <stdio.h>

#include "../records/facts.h"
#include "../statistics/analysis.h"

#define MAX_BURDENED 16 /* strategies */

struct burden {
    size_t images, workers, cores;
    double latency; /* seconds */
    uint64_t seed;
    size_t times[MAX_WORK_AMOUNTS]; /* how often each image is decoded and shrunk, ascending */
    size_t amounts;
    struct burden_line {
        const struct strategy *strategy;
        struct summary summaries[MAX_WORK_AMOUNTS];
    } lines[MAX_BURDENED]; /* in the order of the table of strategies */
    size_t count;
    double once; /* seconds of processor time to decode and shrink an image once; NaN where nobody knows */
};

/* Nothing where it was not measured. */
void analyse_burden(struct burden *burden, const struct facts *facts,
                    const struct measurements *measurements);

/* Seconds that all the work of an amount takes on so many cores; waiting counts where it takes longer. */
double burden_bound(const struct burden *burden, size_t amount, size_t cores);

/* Cores that a strategy kept busy: processor time over time, medians. */
double cores_busy(const struct summary *summary);

/* A strategy is behind where it is clearly slower than the fastest, and by this factor at least. */
#define BEHIND 1.10

#define BUSY_ENOUGH 0.8

/* Who parts from whom, at the most work? */
enum parting_verdict {
    PARTING_NOT_MEASURED, /* fewer than two strategies got through it */
    PARTING_DISTURBED,    /* others needed the processor: even the fastest did not keep BUSY_ENOUGH of a core
                             busy */
    PARTING_NOBODY,
    PARTING_SOME,
};

struct parting_finding {
    enum parting_verdict verdict;
    size_t amount; /* place of the most work */
    const struct burden_line *fastest;
    const struct burden_line *behind[MAX_BURDENED]; /* the nearest first */
    size_t behind_count;
    const struct burden_line *level[MAX_BURDENED]; /* with the fastest, which is one of them */
    size_t level_count;
    size_t since; /* place of the least work from which on all that are behind stay so */
};

struct parting_finding find_parting(const struct burden *burden);

void write_burden_headline(FILE *out, const struct burden *burden);
void write_burden(FILE *out, const struct burden *burden);
void write_burden_table(FILE *out, const struct burden *burden);

#endif
