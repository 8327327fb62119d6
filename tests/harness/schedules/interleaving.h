/*
 * interleaving.h - the picture of the schedule that breaks a submission.
 */
#ifndef HARNESS_INTERLEAVING_H
#define HARNESS_INTERLEAVING_H

#include <stdio.h>

#include "exploration.h"

/* As text: one row for each step that matters, a column for each thread, 80 columns wide. */
void exploration_draw(const struct exploration *exploration, FILE *out);

/* The same as SVG. */
void exploration_draw_svg(const struct exploration *exploration, const char *title, FILE *out);

/* The common part of both drawings: the rows that matter, and their threads. */
struct picture {
    size_t rows[200], row_count;
    int threads[32], thread_count;
    size_t left_out; /* rows before the first */
};
struct picture picture_of(const struct exploration *exploration, size_t most_rows);

/* "thread 2", or "caller" for the one that called the submission. */
void picture_thread_name(int thread, char name[16]);

#endif
