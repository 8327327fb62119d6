/*
 * analysis.h - from raw measurements to the data behind figures, tables and verdicts.
 */
#ifndef REPORT_ANALYSIS_H
#define REPORT_ANALYSIS_H

#include "../records/course.h"
#include "../records/facts.h"
#include "../records/interleaving.h"
#include "../records/original.h"
#include "../records/trace.h"
#include "../records/transcript.h"
#include "compare.h"

/* The recommended number of workers is the smallest one within this share of the best time. */
#define ENOUGH_TOLERANCE 0.05

/* One configuration: its successful cycles in the order of the run, and the values computed from them. */
struct summary {
    struct configuration configuration;
    const struct measurement *rows[MAX_CYCLES];
    size_t cycle[MAX_CYCLES];
    double wall[MAX_CYCLES];      /* seconds in download_all(); for a course, of the whole program */
    double program[MAX_CYCLES];   /* seconds of the whole program */
    double processor[MAX_CYCLES]; /* seconds, user and system */
    size_t count;                 /* number of these cycles */
    size_t failed;                /* number of failed cycles */
    char outcome[64];             /* outcome of the first failure */
    double median;                /* median of `wall`, with its interval */
    struct interval interval;
    double deviation;        /* median absolute deviation */
    double bound;            /* seconds: ceil(images / workers) * latency */
    double memory;           /* bytes, of all its processes; NaN if unknown */
    size_t processes;        /* number of processes in that sum */
    bool has_step;           /* the summary before it has the same strategy and fewer workers, */
    struct comparison step;  /* and this is the comparison with it */
    struct comparison speed; /* with one download at a time; "few" if that has no cycle */
};

/* Configurations measured on one server, in the order of the table of strategies. */
struct analysis {
    size_t images, cycles;
    double latency; /* seconds */
    uint64_t seed;  /* for every resampling */
    struct summary list[MAX_CONFIGURATIONS];
    size_t count;
};

/* One strategy with its numbers of workers. At least two of them have a successful cycle. */
struct optimum {
    const struct strategy *strategy;
    const struct summary *list[MAX_WORKER_COUNTS]; /* workers ascending */
    size_t count;
    const struct summary *best;       /* has the smallest median */
    const struct summary *low, *high; /* 95 % interval of the best number */
    const struct summary *enough;     /* the fewest workers within ENOUGH_TOLERANCE of the best */
    struct comparison speed;          /* the best and one download at a time; the choice is resampled */
};

/* A row of the table of strategies, with its cycles if it was measured. */
struct course_result {
    struct course course;
    struct analysis analysis;
};

/* Everything that report/data holds, and everything computed from it. */
struct evidence {
    struct facts facts;
    struct original original;
    struct measurements measurements;
    struct memories memories;
    struct traces waterfall, flight;
    struct transcript transcript;
    struct interleaving interleaving;
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

/* Compute the rest from the data read. */
void evidence_analyse(struct evidence *evidence);

/* Summarise the configurations of an experiment. With `whole`, times are those of whole programs. */
void analyse(struct analysis *analysis, const struct measurements *measurements, enum experiment experiment,
             bool whole);

/* The summary of a strategy that has a successful cycle, or NULL. */
const struct summary *find_summary(const struct analysis *analysis, const char *strategy, size_t workers);

/* The optimum of a strategy, or NULL. */
const struct optimum *find_optimum(const struct evidence *evidence, const char *strategy);

/* Whether any reference has an optimum. The original's mistake may have one when no reference has. */
bool has_choice_of_workers(const struct evidence *evidence);

/* Find the references with a successful cycle, and the fastest, which has the smallest median. Returns their
 * number. */
size_t list_references(const struct analysis *analysis, const struct summary *list[MAX_CONFIGURATIONS]);

bool has_role(const struct summary *summary, enum role role);

/* The times and the processor times of a summary, as samples. */
struct sample wall_sample(const struct summary *summary);
struct sample processor_sample(const struct summary *summary);
struct sample program_sample(const struct summary *summary);
struct sample original_sample(const struct original_row *row);

/* The median of one field over the rows of a summary. */
double median_of(const struct summary *summary, double (*field)(const struct measurement *row));
double field_in_flight(const struct measurement *row);
double field_connections(const struct measurement *row);

/* The largest number of requests in flight at once, over all cycles. */
double most_in_flight(const struct summary *summary);

/* ceil(images / workers) * latency, in seconds: no program with `workers` workers can be faster. */
double time_bound(size_t images, size_t workers, double latency);

#endif
