/*
 * interleaving.h - the order of steps that breaks a program without a lock, and the CSV file that keeps it.
 */
#ifndef REPORT_INTERLEAVING_H
#define REPORT_INTERLEAVING_H

#include <stdbool.h>
#include <stddef.h>

#define MAX_STEPS 40

struct interleaving {
    struct interleaved_step {
        int thread; /* 1 or 2 */
        int line;   /* of report/measure/race/race.c */
        bool wrong; /* here it goes wrong */
        char step[48];
        char source[96];
    } rows[MAX_STEPS];
    size_t count; /* 0 in a handout, which is without that program */
};

/* To and from a CSV file, which may be absent. 0, or -1 after a line on standard error. */
int interleaving_save(const struct interleaving *interleaving, const char *path);
int interleaving_load(struct interleaving *interleaving, const char *path);

#endif
