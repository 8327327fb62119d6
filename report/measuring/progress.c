/*
 * progress.c - one line, rewritten where that is possible.
 */
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static double later; /* seconds */

void progress_expect_later(double seconds)
{
    later = seconds;
}

static void show_rest(const struct progress *progress)
{
    if (progress->total > 0)
        fprintf(stderr, ", %zu %% done", 100 * progress->done / progress->total);
    if (!isnan(progress->seconds_left))
        fprintf(stderr, ", about %.0f s left", progress->seconds_left + later);
}

void progress_show(const struct progress *progress, const char *label)
{
    static char told[64];

    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[K%s: %s", progress->phase, label);
        show_rest(progress);
        fflush(stderr);
    } else if (strcmp(told, progress->phase) != 0) {
        fprintf(stderr, "%s", progress->phase);
        show_rest(progress);
        fprintf(stderr, "\n");
        snprintf(told, sizeof told, "%s", progress->phase);
    }
}

void progress_clear(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}
