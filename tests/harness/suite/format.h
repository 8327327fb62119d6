/*
 * format.h - how a grade is told: for people, or for the machines that collect grades.
 *
 * Everything is written as it goes, so that a crash loses nothing that was said before it.
 */
#ifndef HARNESS_FORMAT_H
#define HARNESS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "suite.h"

enum verdict {
    PASSED,
    FAILED,
    NO_VERDICT, /* a harness error, which is no fault of the lab: the grade is incomplete */
};

struct result {
    const struct graded_test *test;
    size_t number; /* from 1, of those that run */
    enum verdict verdict;
    enum cause cause;
    bool was_green;         /* before, and is not now */
    size_t scenarios;       /* that it began */
    size_t failed_scenario; /* of these, from 1; 0: none, or it is not known */
    double seconds;         /* that it took */
    const char *message;    /* why it failed, several lines; where it passed a note, or "" */
    const char *picture;    /* of the run that failed, as SVG; or NULL */
};

/* Tests and points of one milestone. Those without a verdict count neither for nor against the lab. */
struct tally {
    size_t tests, passed, unjudged;
    unsigned most_points, points, unjudged_points;
};

struct score {
    struct tally core, stretch;
    bool stopped; /* by an interrupt, before all tests were done: then it is no score */
    bool unbuilt; /* there is no program: no test has run */
};

struct format {
    const char *name;
    void (*begin)(const char *lab, size_t tests);
    void (*tell)(const struct result *result);
    void (*end)(const char *lab, const struct score *score, unsigned long seed);
};

/* The formats, each in a file of its own. */
extern const struct format text_format, tap_format, junit_format, json_format, autolab_format,
    prairielearn_format;

/* The name under which TEST() defined it. */
const char *test_name(const struct graded_test *test);

/* What the points are that a result brings. */
unsigned points_of(const struct result *result);

/* How many tests have no verdict: then the grade is incomplete. */
size_t unjudged_of(const struct score *score);

/* "87 of 87 points, 18 of 18 tests" would be a grade; this goes before its end where it is incomplete: ";
 * incomplete: a harness error has left 2 tests (13 points) without a verdict". Else "". */
const char *incomplete_in_words(const struct score *score);

/* For formats in JSON: print the object on one line, and free it. */
struct cJSON;
void print_json(struct cJSON *object);

/* Seconds since the first call. */
double format_seconds(void);

/* Print `message` with `indent` before each line. */
void print_indented(const char *indent, const char *message);

#endif
