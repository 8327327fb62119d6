/*
 * exploration.h - what a program that explores schedules reports (tests/instrument/explored/main.c writes
 * it).
 */
#ifndef HARNESS_EXPLORATION_H
#define HARNESS_EXPLORATION_H

#include <stdbool.h>
#include <stddef.h>

/* A step of a thread, one row of the picture. */
struct exploration_step {
    int thread;
    enum { SYNCHRONISES, READS, WRITES, TELLS } kind;
    bool wrong;           /* it is here that it goes wrong */
    unsigned long place;  /* in the program, or 0 */
    unsigned long object; /* what it is about, or 0 */
    char *text;           /* "reads 0" */
    char *file;           /* of the source, or NULL */
    int line;
    char *source; /* the line itself, without blanks at its begin; or NULL */
};

struct exploration {
    bool complete;     /* the program has come to its end */
    char *subject;     /* "3 images, 2 workers" */
    long schedules;    /* that differ */
    long runs;         /* and those that were cut short, since all that follows was known */
    int interruptions; /* of the last one */
    int bound;         /* at most so many interruptions */
    bool limited;      /* the limit on runs was reached first */
    int together;      /* threads that waited for a reply at once, in any schedule */
    char *unseen;      /* a call by which threads wait where nobody sees it, or NULL */
    char *kind;        /* of the fault: "race"; or NULL */
    char *message;
    bool races;     /* there is a data race, too */
    char *schedule; /* as --replay takes it */
    char *racy;     /* as --racy takes it */
    struct exploration_step *steps;
    size_t step_count;
};

/* From the lines of a report. Of several subjects: the last, which is the one with a fault if there is any.
 */
struct exploration exploration_read(const char *report);

/* Find out which lines of the source the steps stand in. `program` is its path. */
void exploration_find_lines(struct exploration *exploration, const char *program);

/* "all 59 schedules with at most 2 interruptions, 3 images, 2 workers". Not given back. */
const char *exploration_covered(const struct exploration *exploration);

#endif
