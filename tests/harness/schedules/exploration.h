/*
 * exploration.h - the report of a program that explores schedules (written by
 * tests/instrument/explored/main.c).
 */
#ifndef HARNESS_EXPLORATION_H
#define HARNESS_EXPLORATION_H

#include <stdbool.h>
#include <stddef.h>

/* A step of a thread: one row of the picture. */
struct exploration_step {
    int thread;
    enum { SYNCHRONISES, READS, WRITES, TELLS } kind;
    bool wrong;           /* the fault occurs here */
    unsigned long place;  /* address in the program, or 0 */
    unsigned long object; /* the object that it acts on, or 0 */
    char *text;           /* "reads 0" */
    char *file;           /* source file, or NULL */
    int line;
    char *source; /* the source line without leading blanks, or NULL */
};

struct exploration {
    bool complete;     /* the program has ended normally */
    char *subject;     /* "3 images, 2 workers" */
    long schedules;    /* number of different schedules */
    long runs;         /* these, and runs cut short because their continuation was known */
    int interruptions; /* interruptions of the last schedule */
    int bound;         /* largest number of interruptions */
    bool limited;      /* the limit on runs was reached first */
    int together;      /* most threads that waited for a reply at once, over all schedules */
    char *unseen;      /* a call in which threads wait unseen by the runtime, or NULL */
    char *kind;        /* kind of fault, such as "race", or NULL */
    char *message;
    bool races;     /* there is also a data race */
    char *schedule; /* argument for --replay */
    char *racy;     /* argument for --racy */
    struct exploration_step *steps;
    size_t step_count;
};

/* Parse the lines of a report. If it has several subjects, the last one counts: only it can have a fault. */
struct exploration exploration_read(const char *report);

/* Find the source lines of the steps. `program` is its path. */
void exploration_find_lines(struct exploration *exploration, const char *program);

/* "all 59 schedules with at most 2 interruptions, 3 images, 2 workers". Never freed. */
const char *exploration_covered(const struct exploration *exploration);

#endif
