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

#include "../records/facts.h"
#include "../records/original.h"
#include "../records/trace.h"
#include "../statistics/analysis.h"

/* Who is the fastest, against sequential. */
enum speed_verdict {
    SPEED_WITHOUT_SEQUENTIAL, /* sequential has no successful cycle */
    SPEED_ALONE,              /* nothing else has */
    SPEED_NOTHING_GAINED,     /* sequential is the fastest, or no different from the fastest */
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

/* Where the student's program differs from the reference with `workers` workers, beside its time: the first
 * of these that is so. */
enum look {
    LOOK_IN_FLIGHT,   /* the server saw fewer requests at once */
    LOOK_CONNECTIONS, /* it opened more connections */
    LOOK_PROCESSOR,   /* it used clearly more processor time */
    LOOK_BETWEEN,     /* none of these */
};

enum look find_look(const struct analysis *analysis, const struct summary *yours,
                    const struct summary *reference);
void write_look(FILE *out, const struct analysis *analysis, const struct summary *yours,
                const struct summary *reference);

void write_yours_headline(FILE *out, const struct analysis *analysis);
struct yours_finding find_yours(const struct analysis *analysis, const struct strategy *strategy);

/* In a handout: whose programs are measured, and which are left out. Elsewhere nothing. */
void write_whose(FILE *out, const struct facts *facts);

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

/* What sets the number of requests that are served at once: the workers or the server's places? */
enum plateau_verdict {
    PLATEAU_NOT_MEASURED,
    PLATEAU_EXPLAINED, /* in every run, as many as there are workers or places, whichever is less */
    PLATEAU_MISSED,    /* some run serves clearly fewer, or more */
};

/* One run, by Little's law. */
struct flight {
    double rate;     /* images a second, over the whole run */
    double time;     /* seconds that a request is in flight */
    double queued;   /* seconds of these that it waits for a place */
    double number;   /* mean number in flight: rate times time */
    double served;   /* median number that have a place, in the middle half of the run */
    double expected; /* the lesser of workers and places */
};

struct plateau_finding {
    enum plateau_verdict verdict;
    const struct traced_run *worst; /* farthest from what is expected */
    struct flight flight;           /* its numbers */
};

struct flight measure_flight(const struct traced_run *run);
struct plateau_finding find_plateau(const struct traces *flight);
void write_plateau_headline(FILE *out, const struct traces *flight);
void write_plateau(FILE *out, const struct traces *flight);

/* How the original's numbers compare. */
void write_original(FILE *out, const struct analysis *analysis, const struct original *original);

/* Where its own table went wrong. */
void write_original_table(FILE *out, const struct analysis *analysis, const struct original *original);

/* Did the machine stay the same over the run? Each time is held against the median of its configuration. */
enum order_verdict {
    ORDER_UNKNOWN,   /* too few times to tell */
    ORDER_STEADY,    /* no stretch that is off, and no difference between begin and end worth a word */
    ORDER_DRIFTED,   /* the last third is clearly slower or faster than the first */
    ORDER_DISTURBED, /* it is not, but some stretch in between was slower */
};

#define STRETCH 15 /* times in a row: the line in the figure is their median */

struct order_finding {
    enum order_verdict verdict;
    double drift;      /* median of the last third over that of the first */
    double worst;      /* largest median of a stretch */
    size_t worst_from; /* where it begins, counted from 1 */
};

/* One time, in the order of the run, relative to its configuration's median. */
struct ordered {
    const struct summary *summary;
    size_t order, cycle;
    double relative;
    bool flagged;
};

/* Write all of them to `list`, which has room for MAX_CONFIGURATIONS * MAX_CYCLES, in their order; returns
 * how many there are. */
size_t list_in_order(const struct analysis *analysis, struct ordered list[]);

struct order_finding find_order(const struct ordered list[], size_t count);
void write_order_headline(FILE *out, const struct analysis *analysis);
void write_order(FILE *out, const struct analysis *analysis);

/* The median of the stretch around `place`; NaN where none fits around it. */
double stretch_median(const struct ordered list[], size_t count, size_t place);

/* Failures, outliers, the first cycle. */
void write_quality(FILE *out, const struct analysis *analysis);

/* What to choose, as list items. */
void write_conclusions(FILE *out, const struct analysis *analysis);

#endif
