/*
 * course.h - loads besides the profile's own, which programs are run over: races against peers, and loads
 * that grow.
 *
 * The time of a course is that of the whole program, for everyone, since peers tell no other.
 */
#ifndef REPORT_COURSE_H
#define REPORT_COURSE_H

#include "../records/facts.h"
#include "../statistics/analysis.h"
#include "profile.h"

#define MAX_COURSES 8

enum course_kind {
    COURSE_RACE,  /* every strategy and every peer, all with as many requests in flight */
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

/* A course that was run, analysed. */
struct course_result {
    struct course course;
    struct analysis analysis;
};

struct course_results {
    struct course_result list[MAX_COURSES];
    size_t count;
};

/* How long a profile's courses take, in seconds, on a guess. */
double courses_expected_seconds(const struct profile *profile);

/*
 * Run every course of a profile, as measure() does. Peers that the facts name as missing are left out. Takes
 * seconds to minutes. 0, or -1 after a line on standard error or because of an interrupt.
 */
int courses_measure(const struct profile *profile, uint64_t seed, const struct facts *facts,
                    struct course_runs *runs);

void courses_free(struct course_runs *runs);

/* Write them to a directory, instead of what is there. 0, or -1 after a line on standard error. */
int courses_save(const struct course_runs *runs, const char *directory);

/* Read and analyse them. A directory that does not exist has none. 0, or -1 after a line on standard error.
 */
int courses_load(struct course_results *results, const char *directory, uint64_t seed);

/* Analyse one: every time becomes that of the whole program. */
void analyse_course(struct course_result *result, struct measurements *measurements,
                    const struct memories *memories, uint64_t seed);

#endif
