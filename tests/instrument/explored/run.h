/*
 * run.h - an exploration: its limits and its results.
 */
#ifndef EXPLORED_RUN_H
#define EXPLORED_RUN_H

#include <stdbool.h>

#define MAX_BOUND 8

struct exploration {
    int bound;  /* largest number of interruptions */
    long limit; /* largest number of runs */
    void (*progress)(const struct exploration *e);

    long schedules;    /* different runs that ran to the end */
    long runs;         /* these, and those that were cut short */
    long all_runs;     /* including earlier searches, before a race was refined */
    int interruptions; /* of the last run */
    bool limited;      /* the limit was reached */
    bool races;
    bool unseen; /* the runtime cannot see what a call did with threads */
    char by[64];
};

void search_prepare(void);

/* Explore. The result is in `world`: a fault, or none. */
void search(struct exploration *e);

/* Run the submission in this process, under the schedule in `world`. */
void run_here(void);

#endif
