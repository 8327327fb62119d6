/*
 * words.c - filling in a template.
 */
#include "words.h"

#include <err.h>
#include <stdlib.h>
#include <string.h>

FILE *words_begin(struct words *words, const char *name)
{
    if (words->count == MAX_WORDS)
        errx(EXIT_FAILURE, "report: more than %d words in a template", MAX_WORDS);
    struct word *word = &words->list[words->count++];
    FILE *out = open_memstream(&word->text, &word->length);
    if (!out)
        err(EXIT_FAILURE, "report");
    snprintf(word->name, sizeof word->name, "%s", name);
    return out;
}

void words_add(struct words *words, const char *name, const char *text)
{
    FILE *out = words_begin(words, name);

    fputs(text, out);
    fclose(out);
}

static const struct word *find(const struct words *words, const char *name, size_t length)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct word *word = &words->list[i];
        if (strncmp(word->name, name, length) == 0 && word->name[length] == '\0')
            return word;
    }
    return NULL;
}

int words_expand(const struct words *words, const char *template, FILE *out)
{
    for (;;) {
        const char *begin = strstr(template, "{{");
        const char *end = begin ? strstr(begin, "}}") : NULL;
        if (!end) {
            fputs(template, out);
            return 0;
        }
        const struct word *word = find(words, begin + 2, end - begin - 2);
        if (!word) {
            warnx("unknown placeholder %.*s}}", (int)(end - begin), begin);
            return -1;
        }
        fwrite(template, 1, begin - template, out);
        fputs(word->text, out);
        template = end + 2;
    }
}

void words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->list[i].text);
    words->count = 0;
}
