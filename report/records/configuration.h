/*
 * configuration.h - what is measured: the table of strategies, and the configurations that come of it.
 *
 * The table in configuration.c drives measuring, figures and document: a strategy more is an entry more.
 */
#ifndef REPORT_CONFIGURATION_H
#define REPORT_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

#define MAX_WORKER_COUNTS  12
#define MAX_CONFIGURATIONS 128
#define MAX_WORK_AMOUNTS   8

enum role {
    ROLE_REFERENCE, /* the kit's solutions: verdicts about strategies come from these alone */
    ROLE_MISTAKE,   /* the original's processes, with their mistake */
    ROLE_YOURS,     /* the student's, measured where the lab's suite is green */
    ROLE_PEER,      /* a program by others; it has no numbers of workers of its own */
};

struct strategy {
    const char *name;  /* in the CSV files and original.csv */
    const char *title; /* in tables and figures */
    const char *unit;  /* what a worker is, in the plural: "threads" */
    const char *lab;   /* whose download_all() it is */
    enum role role;
    const char *program;               /* its path from the root of the kit, where that has the solutions */
    unsigned colour;                   /* 0xRRGGBB, the same in every figure */
    int marker;                        /* gnuplot's point type, the same in every figure */
    size_t workers[MAX_WORKER_COUNTS]; /* ascending, ended by 0 */
    size_t most_cycles;                /* measured in so many of the first cycles alone; 0: in all */
};

/* The question that a measurement answers. Each has a server of its own, and cycles of its own. */
enum experiment {
    EXPERIMENT_WORKERS, /* how many workers? */
    EXPERIMENT_REUSE,   /* a connection for each image, or one that is kept? */
    EXPERIMENT_WORK,    /* what if each image costs processor time? */
    EXPERIMENT_COUNT,
};

struct configuration {
    const struct strategy *strategy;
    size_t workers;
    enum experiment experiment;
    bool fresh;        /* a connection for each image */
    size_t connect_ms; /* what the server charges for a new connection */
    size_t work;       /* how often each image is decoded and shrunk */
    size_t cores;      /* that it may run on; 0: all */
    char label[64];    /* "50 threads", or the title alone where a strategy has one number of workers */
};

/* Its name in the CSV files. */
const char *experiment_name(enum experiment experiment);

/* Every strategy, in the order of the report; ended by one without a name. */
extern const struct strategy strategies[];

/* The strategy of that name, or NULL. */
const struct strategy *strategy_named(const char *name);

/* The reference that a student's strategy is compared with. */
const struct strategy *reference_of(const struct strategy *yours);

/* Are the kit's solutions here? A handout is without them, and the student's programs stand in for the
 * references. */
bool has_solutions(void);

/* The program that is measured for a strategy: its path from the root of the kit. */
const char *program_of(const struct strategy *strategy);

/* Has it one number of workers only? */
bool is_single(const struct strategy *strategy);

/* Fill in the configuration of `workers` workers of a strategy. */
struct configuration configuration_of(const struct strategy *strategy, size_t workers);

/* Write all configurations to `list`; returns how many there are. */
size_t list_configurations(struct configuration list[MAX_CONFIGURATIONS]);

#endif
