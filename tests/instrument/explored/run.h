/*
 * run.h - an exploration: what it may do, and what it has found.
 */
#ifndef EXPLORED_RUN_H
#define EXPLORED_RUN_H

#include <stdbool.h>

#define MAX_BOUND 8

struct exploration {
    int bound;  /* interruptions, at most */
    long limit; /* runs, at most */
    void (*progress)(const struct exploration *e);

    long schedules;    /* that came to an end, and differ */
    long runs;         /* and those that were cut short */
    long all_runs;     /* of earlier searches, too, where a race was looked into */
    int interruptions; /* of the last run */
    bool limited;      /* the limit was reached */
    bool races;
    bool unseen; /* a call has done with threads what cannot be seen */
    char by[64];
};

void search_prepare(void);

/* What is found stands in `world`: a fault, or none. */
void search(struct exploration *e);

/* The submission, under the schedule that stands in `world`, in this process. */
void run_here(void);

#endif
