/*
 * unbuilt.c - the grade of a lab without a program: its file does not compile, is refused, or is missing.
 */
#include "unbuilt.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/sanitize_text.h"

#define MOST_WORDS 16384 /* bytes; a compiler's first errors matter most */

/* The caller frees it. */
static char *read_words(const char *path)
{
    char *words = calloc(MOST_WORDS + 1, 1);
    FILE *file = fopen(path, "re");
    size_t length = file && words ? fread(words, 1, MOST_WORDS, file) : 0;

    for (size_t i = 0; i < length; i++)
        if (words[i] == '\0')
            words[i] = '?';
    if (file)
        fclose(file);
    while (length > 0 && words[length - 1] == '\n')
        words[--length] = '\0';
    if (words && length > 0)
        make_plain(words);
    else if (words)
        strcpy(words, "the lab has no program to test");
    return words;
}

/* The name of the lab's file, which begins all messages about it. */
static bool is_to_blame(const char *words, const char *lab)
{
    char source[128];

    snprintf(source, sizeof source, "labs/%s/%s.c", lab, lab);
    return strstr(words, source) != NULL;
}

static void count(struct tally *tally, const struct result *result)
{
    if (result->verdict == NO_VERDICT) {
        tally->unjudged++;
        tally->unjudged_points += result->test->points;
    } else {
        tally->tests++;
        tally->most_points += result->test->points;
    }
}

int unbuilt_grade(const struct graded_suite *suite, const struct format *format, const char *only,
                  const char *path, unsigned long seed)
{
    struct score score = {.unbuilt = true};
    char *words = read_words(path);
    enum verdict verdict = words && is_to_blame(words, suite->lab) ? FAILED : NO_VERDICT;
    size_t chosen = 0, number = 0;

    for (size_t i = 0; i < suite->count; i++)
        chosen += !only || strcmp(test_name(&suite->tests[i]), only) == 0;
    format->begin(suite->lab, chosen);
    for (size_t i = 0; i < suite->count; i++) {
        const struct graded_test *test = &suite->tests[i];
        if (only && strcmp(test_name(test), only) != 0)
            continue;
        struct result result = {.test = test, .number = ++number, .verdict = verdict, .cause = NO_COMPILE};
        result.message =
            number == 1 && words ? words : "the lab has no program to test: the first test says why";
        count(test->milestone == STRETCH ? &score.stretch : &score.core, &result);
        format->tell(&result);
    }
    format->end(suite->lab, &score, seed);
    free(words);
    return verdict == FAILED ? 1 : 3;
}
