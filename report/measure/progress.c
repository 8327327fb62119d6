/*
 * progress.c - one line, rewritten if the terminal can.
 */
#include "progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double later; /* seconds */

void progress_later(double seconds)
{
    later = seconds;
}

/* Seconds since the first call. */
static double elapsed(void)
{
    static struct timespec start;
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    if (start.tv_sec == 0)
        start = now;
    return now.tv_sec - start.tv_sec + (now.tv_nsec - start.tv_nsec) / 1e9;
}

static void show_rest(double left)
{
    static double share; /* never decreases, even if the estimate of the rest grows */
    double spent = elapsed();

    if (isnan(left))
        return;
    share = fmax(share, spent / (spent + left));
    fprintf(stderr, ", %.0f %% done", floor(100 * share));
    if (left < 90)
        fprintf(stderr, ", about %.0f s left", left);
    else
        fprintf(stderr, ", about %.0f min left", ceil(left / 60));
}

void progress_show(const char *stage, double seconds_left, const char *label)
{
    static char told[64];

    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[K%s: %s", stage, label);
        show_rest(seconds_left + later);
        fflush(stderr);
    } else if (strcmp(told, stage) != 0) {
        fprintf(stderr, "%s", stage);
        show_rest(seconds_left + later);
        fprintf(stderr, "\n");
        snprintf(told, sizeof told, "%s", stage);
    }
}

void progress_clear(void)
{
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}
