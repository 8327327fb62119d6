/*
 * nearest.c - Levenshtein's distance, row by row (Wagner and Fischer, The String-to-String Correction
 * Problem, 1974).
 */
#include "nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MOST_LETTERS 100 /* of a candidate's name */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

static size_t distance(const char *from, const char *to)
{
    size_t row[MOST_LETTERS + 1], length = strnlen(to, MOST_LETTERS);

    for (size_t i = 0; i <= length; i++)
        row[i] = i;
    for (; *from; from++) {
        size_t diagonal = row[0]++;
        for (size_t i = 1; i <= length; i++) {
            size_t above = row[i];
            row[i] = least(above + 1, row[i - 1] + 1,
                           diagonal + (tolower((unsigned char)*from) != tolower((unsigned char)to[i - 1])));
            diagonal = above;
        }
    }
    return row[length];
}

void nearest_consider(struct nearest *nearest, const char *candidate)
{
    size_t of_this = distance(nearest->word, candidate);

    if (nearest->found && of_this >= nearest->distance)
        return;
    nearest->found = candidate;
    nearest->distance = of_this;
}

const char *nearest_word(const struct nearest *nearest)
{
    return nearest->found && nearest->distance <= 1 + strlen(nearest->word) / 3 ? nearest->found : NULL;
}

typedef bool fits(const struct test_title *test, const char *word);

static bool begins(const struct test_title *test, const char *word)
{
    return strncmp(test->name, word, strlen(word)) == 0;
}

static bool speaks_of(const struct test_title *test, const char *word)
{
    return strcasestr(test->name, word) || strcasestr(test->sentence, word);
}

static bool any(const struct test_title *test, const char *word)
{
    (void)test, (void)word;
    return true;
}

/* The number of matching tests, and the last of them. */
static size_t count_fitting(fits *fit, const char *word, const struct test_title tests[], size_t count,
                            const char **last)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        if (fit(&tests[i], word)) {
            *last = tests[i].name;
            found++;
        }
    return found;
}

/* Print `what` before the matching tests. */
static void say_several(const char *what, fits *fit, const char *lab, const char *word,
                        const struct test_title tests[], size_t count)
{
    fprintf(stderr, "%s has no test \"%s\"%s:\n", lab, word, what);
    for (size_t i = 0; i < count; i++)
        if (fit(&tests[i], word))
            fprintf(stderr, "  %s\n", tests[i].name);
}

static void say_one(const char *lab, const char *word, const char *name)
{
    fprintf(stderr, "%s has no test \"%s\". Did you mean %s?\n", lab, word, name);
}

static const char *nearest_name(const char *word, const struct test_title tests[], size_t count)
{
    struct nearest nearest = {.word = word};

    for (size_t i = 0; i < count; i++)
        nearest_consider(&nearest, tests[i].name);
    return nearest_word(&nearest);
}

const char *name_of_test(const char *lab, const char *word, const struct test_title tests[], size_t count)
{
    const char *name = NULL, *near = nearest_name(word, tests, count);

    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].name, word) == 0)
            return tests[i].name;
    size_t beginning = count_fitting(begins, word, tests, count, &name);
    if (beginning == 1)
        return name;
    size_t speaking = count_fitting(speaks_of, word, tests, count, &name);
    if (beginning > 1)
        say_several(", but several that begin with it", begins, lab, word, tests, count);
    else if (speaking == 1)
        say_one(lab, word, name);
    else if (speaking > 1)
        say_several(", but these mention it", speaks_of, lab, word, tests, count);
    else if (near)
        say_one(lab, word, near);
    else
        say_several(". Its tests", any, lab, word, tests, count);
    return NULL;
}
