/*
 * course.h - further loads besides the profile's: comparisons with peers, and growing loads.
 *
 * A course always times the whole program, since peers print no other time.
 */
#ifndef REPORT_COURSE_H
#define REPORT_COURSE_H

#include "measurement.h"
#include "memory.h"

#define MAX_COURSES 8

enum course_kind {
    COURSE_RACE,  /* every strategy that takes workers and every peer, all with the same number of requests in
                     flight */
    COURSE_SCALE, /* every strategy, with ten times as many workers each time */
};

struct course {
    char name[32];
    enum course_kind kind;
    size_t images, image_bytes;
    size_t latency_ms;
    size_t workers; /* of each program with peers; the largest number in a growing load */
    size_t cycles;
};

/* A course and its results. */
struct course_run {
    struct course course;
    struct measurements measurements; /* owned */
    struct memories memories;         /* only for growing loads */
};

struct course_runs {
    struct course_run list[MAX_COURSES];
    size_t count;
};

void courses_free(struct course_runs *runs);

/* Write them to a directory and replace its contents. 0, or -1 after a line on standard error. */
int courses_save(const struct course_runs *runs, const char *directory);

/* Read them. A missing directory has none. 0, or -1 after a line on standard error. */
int courses_load(struct course_runs *runs, const char *directory);

#endif
