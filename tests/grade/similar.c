/*
 * similar.c - find similar files of a class: write the input for sim_c, and read its output.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "candidates.h"
#include "durable.h"
#include "page.h"

/* Whether the text contains this line. Blanks at the ends do not matter. */
static bool is_line_of(const char *text, const char *line, size_t length)
{
    while (length > 0 && strchr(" \t", *line))
        line++, length--;
    while (length > 0 && strchr(" \t\r", line[length - 1]))
        length--;
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        const char *begin = at + strspn(at, " \t");
        size_t size = strcspn(begin, "\n");
        while (size > 0 && strchr(" \t\r", begin[size - 1]))
            size--;
        if (size == length && strncmp(begin, line, length) == 0)
            return true;
    }
    return false;
}

/* Remove the lines in place. Keep lines of braces alone: sim_c needs them to recognise functions. */
static void remove_lines_of(const char *skeleton, char *text)
{
    char *to = text;

    for (char *at = text, *next; *at; at = next) {
        size_t length = strcspn(at, "\n");
        next = at + length + (at[length] == '\n');
        bool is_short = strspn(at, " \t\r{};") >= length;
        if (!is_short && is_line_of(skeleton, at, length))
            continue;
        memmove(to, at, (size_t)(next - at));
        to += next - at;
    }
    *to = '\0';
}

int similar_prepare(const char *grades, const struct class *class, const char *lab, const char *skeleton,
                    const char *directory)
{
    char path[4096];
    size_t size;
    char *template = read_regular(AT_FDCWD, skeleton, MOST_SOURCE, &size, NULL);

    for (size_t i = 0; template && i < class->count; i++) {
        const struct row *row = &class->rows[i];
        if (!*row->hash || strcmp(row->lab, lab) != 0)
            continue;
        snprintf(path, sizeof path, "%s/submissions/%s/%s.c", grades, row->key, lab);
        char *text = read_regular(AT_FDCWD, path, MOST_SOURCE, &size, NULL);
        if (!text)
            continue;
        remove_lines_of(template, text);
        snprintf(path, sizeof path, "%s/%s.c", directory, row->key);
        FILE *file = fopen(path, "we");
        if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
            perror(path);
            return 1;
        }
        free(text);
    }
    free(template);
    return 0;
}

static int by_percent(const void *one, const void *other)
{
    const struct pair *a = one, *b = other;
    int order = b->percent - a->percent;

    order = order ? order : strcmp(a->lab, b->lab);
    order = order ? order : strcmp(a->one, b->one);
    return order ? order : strcmp(a->other, b->other);
}

/* Keep each pair once, with the larger of the two shares. */
static bool is_known(struct pair *pairs, size_t count, const struct pair *pair)
{
    for (size_t i = 0; i < count; i++) {
        struct pair *known = &pairs[i];
        if (strcmp(known->lab, pair->lab) != 0 ||
            !((strcmp(known->one, pair->one) == 0 && strcmp(known->other, pair->other) == 0) ||
              (strcmp(known->one, pair->other) == 0 && strcmp(known->other, pair->one) == 0)))
            continue;
        if (pair->percent > known->percent)
            known->percent = pair->percent;
        return true;
    }
    return false;
}

/* "0123456789abcdef.c consists for 100 % of fedcba9876543210.c material" */
static bool read_pair(const char *line, struct pair *pair)
{
    return sscanf(line, "%31[0-9a-f].c consists for %d %% of %31[0-9a-f].c", pair->one, &pair->percent,
                  pair->other) == 3;
}

struct pair *similar_read(const char *grades, size_t *count)
{
    char path[4096], line[512];
    struct pair *pairs = NULL, pair;

    *count = 0;
    for (int lab = 0; lab < lab_count; lab++) {
        snprintf(path, sizeof path, "%s/similar-%s", grades, lab_names[lab]);
        snprintf(pair.lab, sizeof pair.lab, "%s", lab_names[lab]);
        FILE *file = fopen(path, "re");
        while (file && fgets(line, sizeof line, file)) {
            if (!read_pair(line, &pair) || is_known(pairs, *count, &pair))
                continue;
            struct pair *more = realloc(pairs, (*count + 1) * sizeof *pairs);
            if (!more)
                break;
            pairs = more;
            pairs[(*count)++] = pair;
        }
        if (file)
            fclose(file);
    }
    if (*count > 0)
        qsort(pairs, *count, sizeof *pairs, by_percent);
    return pairs;
}
