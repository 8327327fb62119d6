/*
 * course.h - loads besides the profile's own, which programs are run over: races against peers, and loads
 * that grow.
 *
 * The time of a course is that of the whole program, for everyone, since peers print no other.
 */
#ifndef REPORT_COURSE_H
#define REPORT_COURSE_H

#include "measurement.h"
#include "memory.h"

#define MAX_COURSES 8

enum course_kind {
    COURSE_RACE,  /* every strategy that takes workers and every peer, all with as many requests in flight */
    COURSE_SCALE, /* every strategy, with ten times as many workers each time */
};

struct course {
    char name[32];
    enum course_kind kind;
    size_t images, image_bytes;
    size_t latency_ms;
    size_t workers; /* of each in a race; of the most in a course of scale */
    size_t cycles;
};

/* A course that was run. */
struct course_run {
    struct course course;
    struct measurements measurements; /* owned */
    struct memories memories;         /* of courses of scale */
};

struct course_runs {
    struct course_run list[MAX_COURSES];
    size_t count;
};

void courses_free(struct course_runs *runs);

/* Write them to a directory, instead of what is there. 0, or -1 after a line on standard error. */
int courses_save(const struct course_runs *runs, const char *directory);

/* Read them. A directory that does not exist has none. 0, or -1 after a line on standard error. */
int courses_load(struct course_runs *runs, const char *directory);

#endif
