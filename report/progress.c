/*
 * progress.c - one line, rewritten where that is possible.
 */
#include "progress.h"

#include <stdio.h>
#include <unistd.h>

void progress_show(const struct progress *progress, const char *label)
{
    static size_t told_cycle;

    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[Kmeasuring: cycle %zu of %zu, %s, %zu %% done, about %.0f s left",
                progress->cycle, progress->cycles, label, 100 * progress->done / progress->total,
                progress->seconds_left);
    } else if (told_cycle != progress->cycle) {
        fprintf(stderr, "measuring: cycle %zu of %zu, %zu %% done, about %.0f s left\n", progress->cycle,
                progress->cycles, 100 * progress->done / progress->total, progress->seconds_left);
        told_cycle = progress->cycle;
    }
}

void progress_clear(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}
