/*
 * nearest.c - Levenshtein's distance, row by row (Wagner and Fischer, The String-to-String Correction
 * Problem, 1974).
 */
#include "nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define MOST_LETTERS 100 /* of a candidate */

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

typedef bool fits(const char *name, const char *word);

static bool begins(const char *name, const char *word)
{
    return strncmp(name, word, strlen(word)) == 0;
}

static bool contains(const char *name, const char *word)
{
    return strstr(name, word) != NULL;
}

/* How many of the names fit, and the last of them. */
static size_t count_fitting(fits *fit, const char *word, const char *const names[], size_t count,
                            const char **last)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        if (fit(names[i], word)) {
            *last = names[i];
            found++;
        }
    return found;
}

/* `what` is said of those that fit. */
static void say_several(const char *what, fits *fit, const char *lab, const char *word,
                        const char *const names[], size_t count)
{
    fprintf(stderr, "%s has no test \"%s\", but several that %s:\n", lab, word, what);
    for (size_t i = 0; i < count; i++)
        if (fit(names[i], word))
            fprintf(stderr, "  %s\n", names[i]);
}

static void say_none(const char *lab, const char *word, const char *const names[], size_t count)
{
    struct nearest nearest = {.word = word};

    for (size_t i = 0; i < count; i++)
        nearest_consider(&nearest, names[i]);
    if (nearest_word(&nearest)) {
        fprintf(stderr, "%s has no test \"%s\". Did you mean %s?\n", lab, word, nearest_word(&nearest));
        return;
    }
    fprintf(stderr, "%s has no test \"%s\". Its tests:\n", lab, word);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "  %s\n", names[i]);
}

const char *name_of_test(const char *lab, const char *word, const char *const names[], size_t count)
{
    const char *name = NULL;

    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], word) == 0)
            return names[i];
    size_t found = count_fitting(begins, word, names, count, &name);
    if (found == 1)
        return name;
    if (found > 1)
        say_several("begin so", begins, lab, word, names, count);
    else if (count_fitting(contains, word, names, count, &name) == 1)
        fprintf(stderr, "%s has no test \"%s\". Did you mean %s?\n", lab, word, name);
    else if (name)
        say_several("have that in their names", contains, lab, word, names, count);
    else
        say_none(lab, word, names, count);
    return NULL;
}
