/*
 * class.h - a class as collect.c found it, with the results so far.
 */
#ifndef GRADE_CLASS_H
#define GRADE_CLASS_H

#include <stdbool.h>
#include <stddef.h>

enum { MOST_TESTS = 64 };

struct graded {
    const char *name, *sentence, *message; /* name, title and message of a test */
    const char *picture;                   /* of the run in which it failed, as SVG, or "" */
    bool passed, stretch;
    double points, most_points;
};

/* A line of class.tsv. */
struct row {
    const char *key, *student, *lab, *hash, *seed;
    const char *note; /* why it cannot be graded, or "" */
    bool graded, built;
    struct graded tests[MOST_TESTS];
    size_t count;
    double core, stretch; /* points */
    double seconds;       /* that the tests took */
};

struct class
{
    struct row *rows;
    size_t count;
};

/* Read the class in a directory, with the results of this version of the kit. Ends the program if that fails.
 * The class is never freed. */
struct class class_read(const char *grades, const char *version);

#endif
