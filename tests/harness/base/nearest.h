/*
 * nearest.h - guess the meaning of an abbreviated or misspelt word.
 */
#ifndef HARNESS_NEAREST_H
#define HARNESS_NEAREST_H

#include <stddef.h>

/* The nearest of the candidates so far. Begin with {.word = "..."}. */
struct nearest {
    const char *word;
    const char *found; /* NULL before the first candidate */
    size_t distance;   /* insertions, deletions and changes of one character */
};

void nearest_consider(struct nearest *nearest, const char *candidate);

/* The nearest word, or NULL if none is near. */
const char *nearest_word(const struct nearest *nearest);

/* The tests that a word may mean or mention. */
struct test_title {
    const char *name, *sentence;
};

/*
 * The name of the test of `lab` that `word` means: the full name, or the only one that begins with it.
 * Otherwise NULL, after a line on standard error. It lists the tests that begin with the word, else those
 * that contain it in names or titles, else the nearest one.
 */
const char *name_of_test(const char *lab, const char *word, const struct test_title tests[], size_t count);

#endif
