/*
 * nearest.h - what a word that is cut short, or misspelt, most likely stands for. (make does the same for
 * LAB, before anything is built: tests/loop/nearest.sh.)
 */
#ifndef HARNESS_NEAREST_H
#define HARNESS_NEAREST_H

#include <stddef.h>

/* The nearest of the words that were considered; begin with {.word = "..."}. */
struct nearest {
    const char *word;
    const char *found; /* NULL before the first */
    size_t distance;   /* insertions, deletions and changes of one character */
};

void nearest_consider(struct nearest *nearest, const char *candidate);

/* The word that was found, or NULL where none is near. */
const char *nearest_word(const struct nearest *nearest);

/* What a word may stand for, or speak of. */
struct test_title {
    const char *name, *sentence;
};

/*
 * The name of the test of `lab` that `word` names: in full, or as the only one that begins so. NULL where
 * there is none, or several, after a word on standard error that says which begin so, or else which have the
 * word in their names or sentences, or else which is near.
 */
const char *name_of_test(const char *lab, const char *word, const struct test_title tests[], size_t count);

#endif
