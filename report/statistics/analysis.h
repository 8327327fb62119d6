/*
 * analysis.h - from raw measurements to what figures, tables and findings are made of.
 */
#ifndef REPORT_ANALYSIS_H
#define REPORT_ANALYSIS_H

#include <stdint.h>

#include "../experiments/configuration.h"
#include "../records/measurement.h"
#include "../records/memory.h"
#include "model.h"
#include "statistics.h"

#define MAX_CYCLES 100
#define NOWHERE    ((size_t)-1)

/* Smallest number of workers within this share of the best time: what a careful engineer would take. */
#define ENOUGH_TOLERANCE 0.05

/* One configuration: its successful cycles, in the order of the cycles, and what follows from them. */
struct summary {
    struct configuration configuration;
    size_t cycle[MAX_CYCLES];
    size_t order[MAX_CYCLES];     /* place in the whole run, from 1 */
    double wall[MAX_CYCLES];      /* seconds */
    double processor[MAX_CYCLES]; /* seconds */
    double in_flight[MAX_CYCLES]; /* peak */
    double connections[MAX_CYCLES];
    size_t count;     /* of these cycles */
    size_t failed;    /* the others */
    char outcome[64]; /* of the first failure */
    double mean, median;
    struct interval interval; /* of the median */
    double deviation;         /* median absolute deviation */
    size_t flagged;           /* cycles flagged as outliers */
    bool has_above;           /* the one before it is of the same strategy, with fewer workers */
    bool like_above;          /* and the two cannot be told apart */
    double bound;             /* seconds: ceil(images / workers) * latency */
    double memory;            /* bytes, of all its processes; NaN where it could not be had */
    size_t processes;         /* that memory is the sum of */
};

/* A strategy over its numbers of workers; it has at least two with a successful cycle. */
struct optimum {
    const struct strategy *strategy;
    size_t places[MAX_WORKER_COUNTS]; /* of its summaries that have a successful cycle, workers ascending */
    size_t count;
    size_t best;        /* place of the smallest median */
    size_t low, high;   /* 95 % interval of the best, as places */
    size_t enough;      /* place of the fewest workers within ENOUGH_TOLERANCE of the best */
    struct model model; /* fitted to the medians */
};

struct analysis {
    size_t images, cycles;
    double latency; /* seconds */
    uint64_t seed;  /* of every resampling */
    struct summary summaries[MAX_CONFIGURATIONS];
    size_t count;
    struct optimum optima[MAX_CONFIGURATIONS];
    size_t optimum_count;
    size_t sequential; /* place of its summary, NOWHERE without a successful cycle */
    size_t fastest;    /* place of the reference with the smallest median, NOWHERE where nothing succeeded */
};

/* Analyse what was measured of all known configurations; `analysis` has the settings already. */
void analyse(struct analysis *analysis, const struct measurements *measurements,
             const struct memories *memories);

/* All of a summary but its bound and its memory. */
void summarise(struct summary *summary, const struct configuration *configuration,
               const struct measurements *measurements);

/* The same for a list of configurations. */
void analyse_configurations(struct analysis *analysis, const struct configuration configurations[],
                            size_t count, const struct measurements *measurements,
                            const struct memories *memories);

/* The place of a configuration's summary where it has a successful cycle, else NOWHERE. */
size_t find_summary(const struct analysis *analysis, const char *strategy, size_t workers);

/* The optimum of a strategy, or NULL. */
const struct optimum *find_optimum(const struct analysis *analysis, const char *strategy);

/* Has any strategy that can be chosen an optimum? The original's mistake has, where nothing else does. */
bool has_choice_of_workers(const struct analysis *analysis);

bool has_role(const struct summary *summary, enum role role);

/* A summary's times of download_all() and processor times as samples. */
struct sample wall_sample(const struct summary *summary);
struct sample processor_sample(const struct summary *summary);

/* ceil(images / workers) * latency: seconds that `workers` cannot beat. */
double time_bound(size_t images, size_t workers, double latency);

/* Write one row a configuration as CSV. 0, or -1 after a line on standard error. */
int analysis_save(const struct analysis *analysis, const char *path);

#endif
