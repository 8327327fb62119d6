/*
 * hints.c - read labs/<lab>/hints.md.
 */
#include "hints.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "See [Steps](README.md#steps) 2." becomes "Steps 2": a link is replaced by its text. */
static void take_handout(struct hints *hints, const char *line)
{
    size_t length = 0;

    for (line += strlen("See "); *line && *line != '\n' && length + 1 < sizeof hints->handout; line++) {
        if (*line == '(')
            line += strcspn(line, ")");
        else if (*line != '[' && *line != ']')
            hints->handout[length++] = *line;
    }
    if (length > 0 && hints->handout[length - 1] == '.')
        length--;
    hints->handout[length] = '\0';
}

/* A line of a hint: a new hint, which begins with its number, or a continuation. */
static void take_hint(struct hints *hints, const char *line)
{
    size_t length = strcspn(line, "\n");

    if (isdigit((unsigned char)line[0]) && line[1] == '.' && line[2] == ' ') {
        hints->count++;
        line += 3;
        length -= 3;
    }
    if (hints->count < 1 || hints->count > HINTS_A_TEST)
        return;
    char **text = &hints->text[hints->count - 1], *longer;
    if (asprintf(&longer, "%s%s%.*s", *text ? *text : "", *text ? " " : "", (int)length, line) < 0)
        abort();
    free(*text);
    *text = longer;
}

int hints_load(struct hints *hints, const char *lab, const char *test)
{
    char path[256], line[512];
    int inside = 0;

    *hints = (struct hints){0};
    snprintf(path, sizeof path, "labs/%s/hints.md", lab);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        char *begin = line + strspn(line, " ");
        if (strncmp(line, "## ", 3) == 0)
            inside = strcspn(line + 3, "\n") == strlen(test) && strncmp(line + 3, test, strlen(test)) == 0;
        else if (inside && strncmp(line, "See ", 4) == 0)
            take_handout(hints, line);
        else if (inside && *begin != '\n')
            take_hint(hints, begin);
    }
    if (file)
        fclose(file);
    return hints->count > 0 ? 0 : -1;
}

void hints_free(struct hints *hints)
{
    for (int i = 0; i < HINTS_A_TEST; i++)
        free(hints->text[i]);
}
