/*
 * analysis.h - from raw measurements to what figures, tables and verdicts are made of.
 */
#ifndef REPORT_ANALYSIS_H
#define REPORT_ANALYSIS_H

#include "../records/course.h"
#include "../records/facts.h"
#include "../records/original.h"
#include "../records/trace.h"
#include "../records/transcript.h"
#include "compare.h"

/* Smallest number of workers within this share of the best time: what a careful engineer would take. */
#define ENOUGH_TOLERANCE 0.05

/* One configuration: its successful cycles, in the order of the run, and what follows from them. */
struct summary {
    struct configuration configuration;
    const struct measurement *rows[MAX_CYCLES];
    size_t cycle[MAX_CYCLES];
    double wall[MAX_CYCLES];      /* seconds of download_all(); of the whole program in a course */
    double program[MAX_CYCLES];   /* seconds of the whole program */
    double processor[MAX_CYCLES]; /* seconds, user and system */
    size_t count;                 /* of these cycles */
    size_t failed;                /* the others */
    char outcome[64];             /* of the first failure */
    double median;                /* of `wall`, with its interval */
    struct interval interval;
    double deviation;        /* median absolute deviation */
    double bound;            /* seconds: ceil(images / workers) * latency */
    double memory;           /* bytes, of all its processes; NaN where it could not be had */
    size_t processes;        /* that memory is the sum of */
    bool has_step;           /* the summary before it is of the same strategy, with fewer workers, */
    struct comparison step;  /* and this one compares with it so */
    struct comparison speed; /* against one download at a time; too few where that has no cycle */
};

/* Configurations that were measured on one server, in the order of the table of strategies. */
struct analysis {
    size_t images, cycles;
    double latency; /* seconds */
    uint64_t seed;  /* of every resampling */
    struct summary list[MAX_CONFIGURATIONS];
    size_t count;
};

/* A strategy over its numbers of workers; it has at least two with a successful cycle. */
struct optimum {
    const struct strategy *strategy;
    const struct summary *list[MAX_WORKER_COUNTS]; /* workers ascending */
    size_t count;
    const struct summary *best;       /* the smallest median */
    const struct summary *low, *high; /* 95 % interval of the best number */
    const struct summary *enough;     /* the fewest workers within ENOUGH_TOLERANCE of the best */
    struct comparison speed;          /* of the best against one download at a time, the choice resampled */
};

/* One that is measured has its cycles here, with its fact `rows`. */
struct course_result {
    struct course course;
    struct analysis analysis;
};

/* All that report/data holds, and what follows from it. */
struct evidence {
    struct facts facts;
    struct original original;
    struct measurements measurements;
    struct memories memories;
    struct traces waterfall, flight;
    struct transcript transcript;
    struct course_runs courses;
    bool has_previous; /* an earlier run with the same profile */
    struct facts previous_facts;
    struct measurements previous_measurements;
    struct course_runs previous_courses;

    struct analysis workers, reuse, work; /* the three experiments */
    struct analysis previous;             /* of the numbers of workers */
    struct optimum optima[16];
    size_t optimum_count;
    struct course_result results[MAX_COURSES];
    size_t result_count;
};

/* Work out the rest from what was read. */
void evidence_analyse(struct evidence *evidence);

/* The summaries of an experiment; times are those of whole programs with `whole`. */
void analyse(struct analysis *analysis, const struct measurements *measurements, enum experiment experiment,
             bool whole);

/* The summary of a strategy that has a successful cycle, or NULL. */
const struct summary *find_summary(const struct analysis *analysis, const char *strategy, size_t workers);

/* The optimum of a strategy, or NULL. */
const struct optimum *find_optimum(const struct evidence *evidence, const char *strategy);

/* Has any reference an optimum? The original's mistake has, where nothing else does. */
bool has_choice_of_workers(const struct evidence *evidence);

/* The references with a successful cycle; the fastest has the smallest median. Returns how many there are. */
size_t list_references(const struct analysis *analysis, const struct summary *list[MAX_CONFIGURATIONS]);

bool has_role(const struct summary *summary, enum role role);

/* A summary's times and processor times as samples. */
struct sample wall_sample(const struct summary *summary);
struct sample processor_sample(const struct summary *summary);
struct sample program_sample(const struct summary *summary);
struct sample original_sample(const struct original_row *row);

/* The median of a field of its rows. */
double median_of(const struct summary *summary, double (*field)(const struct measurement *row));
double field_in_flight(const struct measurement *row);
double field_connections(const struct measurement *row);

/* The most requests of any cycle that were in flight at once. */
double most_in_flight(const struct summary *summary);

/* ceil(images / workers) * latency: seconds that `workers` cannot beat. */
double time_bound(size_t images, size_t workers, double latency);

#endif
