/*
 * configuration.h - what is measured: the table of strategies and their configurations.
 *
 * The table in configuration.c drives measuring, figures and document: to add a strategy, add an entry.
 */
#ifndef REPORT_CONFIGURATION_H
#define REPORT_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

#define MAX_WORKER_COUNTS  12
#define MAX_CONFIGURATIONS 128
#define MAX_WORK_AMOUNTS   8

enum role {
    ROLE_REFERENCE, /* the kit's solutions: only these count in verdicts about strategies */
    ROLE_MISTAKE,   /* the original's processes, with their mistake */
    ROLE_YOURS,     /* the student's program, measured if the lab's suite is green */
    ROLE_PEER,      /* another download program; the course gives the number of workers */
};

struct strategy {
    const char *name;  /* in the CSV files and original.csv */
    const char *title; /* in tables and figures */
    const char *unit;  /* what a worker is, in the plural: "threads" */
    const char *lab;   /* the lab whose download_all() it runs */
    enum role role;
    const char *program;               /* path from the root of a kit with solutions */
    unsigned colour;                   /* 0xRRGGBB, the same in every figure */
    int marker;                        /* gnuplot's point type, the same in every figure */
    size_t workers[MAX_WORKER_COUNTS]; /* ascending, ended by 0 */
    size_t most_cycles;                /* measure only in this many of the first cycles; 0: in all */
};

/* The question that a measurement answers. Each question has a separate server and separate cycles. */
enum experiment {
    EXPERIMENT_WORKERS, /* how many workers? */
    EXPERIMENT_REUSE,   /* a new connection for each image, or a kept one? */
    EXPERIMENT_WORK,    /* what if each image costs processor time? */
    EXPERIMENT_COUNT,
};

struct configuration {
    const struct strategy *strategy;
    size_t workers;
    enum experiment experiment;
    bool fresh;        /* a new connection for each image */
    size_t connect_ms; /* what the server charges for a new connection */
    size_t work;       /* how often each image is decoded and shrunk */
    size_t cores;      /* number of cores that it may use; 0: all */
    char label[64];    /* "50 threads", or only the title if the strategy has one number of workers */
};

/* Its name in the CSV files. */
const char *experiment_name(enum experiment experiment);

/* Every strategy, in the order of the report; ended by one without a name. */
extern const struct strategy strategies[];

/* The strategy with this name, or NULL. */
const struct strategy *strategy_named(const char *name);

/* The reference that a student's strategy is compared with. */
const struct strategy *reference_of(const struct strategy *yours);

/* Whether this tree has the kit's solutions. A handout has none; the student's programs then take the place
 * of the references. */
bool has_solutions(void);

/* The program to measure for a strategy: its path from the root of the kit. */
const char *program_of(const struct strategy *strategy);

/* Whether it has only one number of workers. */
bool is_single(const struct strategy *strategy);

/* Fill in the configuration of a strategy with `workers` workers. */
struct configuration configuration_of(const struct strategy *strategy, size_t workers);

/* Write all configurations to `list`. Returns their number. */
size_t list_configurations(struct configuration list[MAX_CONFIGURATIONS]);

#endif
