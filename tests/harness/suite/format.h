/*
 * format.h - the formats of a grade: for people, or for programs that collect grades.
 *
 * Each line is written at once, so that a crash loses nothing written before.
 */
#ifndef HARNESS_FORMAT_H
#define HARNESS_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#include "suite.h"

enum verdict {
    PASSED,
    FAILED,
    NO_VERDICT, /* a harness error, not the lab's fault: the grade is incomplete */
};

struct result {
    const struct graded_test *test;
    size_t number; /* number among the tests that run, from 1 */
    enum verdict verdict;
    enum cause cause;
    bool was_green;                    /* it passed before, and fails now */
    size_t scenarios;                  /* number of scenarios begun */
    size_t failed_scenario;            /* number of the failed one, from 1; 0: none, or unknown */
    const struct graded_test *subject; /* the test that is about the fault; NULL: this one */
    double seconds;                    /* that it took */
    const char *message;               /* why it failed, several lines; for a passed test a note or "" */
    const char *picture;               /* of the run that failed, as SVG; or NULL */
};

/* Tests and points of one milestone. Tests without a verdict count neither for nor against the lab. */
struct tally {
    size_t tests, passed, unjudged;
    unsigned most_points, points, unjudged_points;
};

struct score {
    struct tally core, stretch;
    bool stopped; /* interrupted before all tests were done: not a score */
    bool unbuilt; /* no program, so no test has run */
};

struct format {
    const char *name;
    void (*begin)(const char *lab, size_t tests);
    void (*wait)(const struct graded_test *const running[],
                 size_t count); /* nothing new for a while; or NULL */
    void (*tell)(const struct result *result);
    void (*end)(const char *lab, const struct score *score, unsigned long seed);
};

/* The formats, each in its own file. */
extern const struct format text_format, tap_format, junit_format, json_format, autolab_format,
    prairielearn_format;

/* The name given in TEST(). */
const char *test_name(const struct graded_test *test);

/* The kind of points that a result earns. */
unsigned points_of(const struct result *result);

/* The number of tests without a verdict. If there are any, the grade is incomplete. */
size_t unjudged_of(const struct score *score);

/* Text to add to the score of an incomplete grade: "; incomplete: a harness error has left 2 tests (13
 * points) without a verdict". "" for a complete grade. */
const char *incomplete_in_words(const struct score *score);

/* For formats in JSON: print the object on one line, and free it. */
struct cJSON;
void print_json(struct cJSON *object);

/* Seconds since the first call. */
double format_seconds(void);

/* Print `message` with `indent` before each line. */
void print_indented(const char *indent, const char *message);

#endif
