/*
 * words.h - a template's placeholders and what stands for them.
 *
 * In the template {{name}} is replaced by the text of that name.
 */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include <stdio.h>

#define MAX_WORDS 80

struct words {
    struct word {
        char name[32];
        char *text; /* owned */
        size_t length;
    } list[MAX_WORDS];
    size_t count;
};

/* Begin the text of a name: write it to the result, then fclose() that. Ends the program where there is no
 * memory. */
FILE *words_begin(struct words *words, const char *name);

/* Add a name with a copy of its text. */
void words_add(struct words *words, const char *name, const char *text);

/* Write the template with its placeholders replaced. 0, or -1 after a line that names an unknown one. */
int words_expand(const struct words *words, const char *template, FILE *out);

void words_free(struct words *words);

#endif
