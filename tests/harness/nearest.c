/*
 * nearest.c - Levenshtein's distance, row by row (Wagner and Fischer, The String-to-String Correction
 * Problem, 1974).
 */
#include "nearest.h"

#include <ctype.h>
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
