/*
 * printed.c - what a submission printed in a run, for the message of its failure.
 */
#include "printed.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

#define MOST_PRINTED 6          /* lines */
#define LONGEST_LINE 120        /* characters of it */
#define LOOKED_AT    (16 << 10) /* bytes at the end of what was printed, which may be megabytes */

/* A line that the kit's main() prints, or a sanitizer's signal handler, and not the lab. */
static bool is_of_others(const char *line)
{
    unsigned step;
    int read = 0;

    return strncmp(line, "AddressSanitizer:DEADLYSIGNAL", 29) == 0 ||
           (sscanf(line, "Step %u. Working time:%n", &step, &read) == 1 && read > 0) ||
           (sscanf(line, "step %u, image_%n", &step, &read) == 1 && read > 0) ||
           (sscanf(line, "step %u: %n", &step, &read) == 1 && read > 0);
}

const char *printed(const struct run *run)
{
    const char *lines[MOST_PRINTED], *line = run->standard_error;
    size_t count = 0, size, length = strlen(line);
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        abort();
    if (length > LOOKED_AT) {
        line += length - LOOKED_AT;
        line += strcspn(line, "\n");
    }
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (*line != '\n' && !is_of_others(line))
            lines[count++ % MOST_PRINTED] = line;
    if (count > 0)
        fputs(PRINTED, out);
    for (size_t i = count > MOST_PRINTED ? count - MOST_PRINTED : 0; i < count; i++) {
        size_t length = strcspn(lines[i % MOST_PRINTED], "\n");
        fprintf(out, "\n  | %.*s", (int)(length < LONGEST_LINE ? length : LONGEST_LINE),
                lines[i % MOST_PRINTED]);
    }
    fclose(out);
    return text;
}
