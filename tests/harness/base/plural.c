/*
 * plural.c - numbers in sentences.
 */
#include "plural.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *counted(size_t number, const char *what)
{
    size_t word = strcspn(what, " ,"), singular = word;
    const char *ending = "";
    char *text;

    if (number == 1 && strncmp(what, "children", word) == 0) {
        singular = strlen("child");
    } else if (number == 1 && word > 3 && strncmp(what + word - 3, "ies", 3) == 0) {
        singular -= 3;
        ending = "y";
    } else if (number == 1 && word > 4 && strncmp(what + word - 4, "sses", 4) == 0)
        singular -= 2;
    else if (number == 1 && word > 0 && what[word - 1] == 's')
        singular--;
    if (asprintf(&text, "%zu %.*s%s%s", number, (int)singular, what, ending, what + word) < 0)
        abort();
    return text;
}

const char *was(size_t number)
{
    return number == 1 ? "was" : "were";
}
