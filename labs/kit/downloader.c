/*
 * downloader.c - main() of a download lab: read the list, call download_all() once for each cycle, and report
 * the results.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "checkpoint.h"
#include "image.h"
#include "interrupt.h"
#include "manifest.h"
#include "options.h"
#include "progress.h"

#define EXIT_SOME_FAILED   1
#define EXIT_COULD_NOT_RUN 2

/* The data of one cycle. */
struct step {
    size_t number; /* from 1 */
    struct image *images;
    size_t count;
    long *outcomes;
};

/* mkdir -p. Returns 1 if the directory is new, 0 if it existed, or -1. */
static int make_directory(const char *path)
{
    char partial[PATH_MAX];
    size_t length = strlen(path);
    int made = 0;

    if (length >= sizeof partial) {
        errno = ENAMETOOLONG;
        return -1;
    }
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(partial, path, i);
        partial[i] = '\0';
        made = mkdir(partial, 0777) == 0;
        if (!made && errno != EEXIST)
            return -1;
    }
    return made;
}

static void free_step(struct step *step)
{
    for (size_t i = 0; step->images && i < step->count; i++)
        free((char *)step->images[i].path);
    free(step->images);
    free(step->outcomes);
}

/* Name the files of cycle `number`, and remove files of an earlier run with these names. */
static int prepare_step(struct step *step, size_t number, const struct manifest *manifest, const char *into)
{
    char directory[PATH_MAX], part[PATH_MAX + sizeof ".part"];

    *step = (struct step){.number = number, .count = manifest->count};
    step->images = calloc(step->count, sizeof *step->images);
    step->outcomes = calloc(step->count, sizeof *step->outcomes);
    if (!step->images || !step->outcomes)
        return -1;
    if (snprintf(directory, sizeof directory, "%s/step_%zu", into, number) >= (int)sizeof directory) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int made = make_directory(directory);
    if (made < 0)
        return -1;
    for (size_t i = 0; i < step->count; i++) {
        char *path;
        if (asprintf(&path, "%s/image_%zu.jpg", directory, i + 1) < 0)
            return -1;
        step->images[i] = (struct image){.url = manifest->urls[i], .path = path};
        if (made)
            continue; /* it is empty */
        snprintf(part, sizeof part, "%s.part", path);
        unlink(path);
        unlink(part);
    }
    return 0;
}

static double seconds_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void name_failure(const struct step *step, size_t i)
{
    long outcome = step->outcomes[i];

    fprintf(stderr, "step %zu, image_%zu.jpg (%s): ", step->number, i + 1, step->images[i].url);
    if (outcome > 0)
        fprintf(stderr, "the server answered %ld\n", outcome);
    else if (outcome < 0)
        fprintf(stderr, "%s\n", curl_easy_strerror((CURLcode)-outcome));
    else
        fprintf(stderr, "not tried to the end\n");
}

#define MOST_NAMED 5 /* most failures to print for a cycle; the file of outcomes has all of them */

/* Report a cycle. Returns the number of images that are not saved. */
static size_t tell_outcomes(const struct step *step, FILE *outcomes)
{
    size_t failed = 0, unwritten = 0;

    for (size_t i = 0; i < step->count; i++) {
        unwritten += step->outcomes[i] == -CURLE_WRITE_ERROR;
        if (outcomes)
            fprintf(outcomes, "%zu\t%zu\t%ld\n", step->number, i + 1, step->outcomes[i]);
        if (step->outcomes[i] == 200)
            continue;
        if (++failed <= MOST_NAMED)
            name_failure(step, i);
    }
    if (failed > MOST_NAMED)
        fprintf(stderr, "step %zu: and %zu more of %zu images %s not saved\n", step->number,
                failed - MOST_NAMED, step->count, failed - MOST_NAMED == 1 ? "was" : "were");
    if (unwritten > 0)
        fprintf(stderr, "step %zu: %zu image%s could not be written; is the disk full?\n", step->number,
                unwritten, unwritten == 1 ? "" : "s");
    return failed;
}

/* Run one cycle. Returns the number of failed images, or -1 if the cycle could not run. */
static long run_step(const struct options *options, const struct manifest *manifest, size_t number,
                     FILE *outcomes)
{
    struct step step;
    char title[64];
    long failed = -1;

    if (prepare_step(&step, number, manifest, options->into) != 0) {
        fprintf(stderr, "cannot prepare %s/step_%zu: %s\n", options->into, number, strerror(errno));
        free_step(&step);
        return -1;
    }
    snprintf(title, sizeof title, "Step %zu", number);
    if (checkpoint(options->checkpoint, "begin", number, 0) == 0) {
        progress_begin(title, step.count);
        double begun = seconds_now();
        size_t saved = download_all(step.images, step.count, options->workers, step.outcomes);
        double elapsed = seconds_now() - begun;
        progress_end();

        check_for_leaks();
        if (checkpoint(options->checkpoint, "end", number, saved) == 0) {
            printf("Step %zu. Working time: %f\n", number, elapsed);
            fflush(stdout);
            failed = (long)tell_outcomes(&step, outcomes);
        }
    }
    free_step(&step);
    return failed;
}

static int run_all_steps(const struct options *options, const struct manifest *manifest)
{
    bool all_saved = true;
    FILE *outcomes = NULL;

    if (options->outcomes && !(outcomes = fopen(options->outcomes, "we"))) {
        fprintf(stderr, "cannot write %s: %s\n", options->outcomes, strerror(errno));
        return EXIT_COULD_NOT_RUN;
    }
    for (size_t number = 1; number <= options->cycles && !interrupted(); number++) {
        long failed = run_step(options, manifest, number, outcomes);
        if (failed < 0)
            return EXIT_COULD_NOT_RUN;
        if (failed > 0)
            all_saved = false;
    }
    if (outcomes && fclose(outcomes) != 0) {
        fprintf(stderr, "cannot write %s: %s\n", options->outcomes, strerror(errno));
        return EXIT_COULD_NOT_RUN;
    }
    return all_saved && !interrupted() ? EXIT_SUCCESS : EXIT_SOME_FAILED;
}

int main(int argc, char *argv[])
{
    struct options options;
    struct manifest manifest;
    int status = options_read(&options, argc, argv);

    setvbuf(stdout, NULL, _IOLBF, 0); /* a line that the lab prints is out before a crash */
    if (status != 0)
        return status > 0 ? EXIT_SUCCESS : EXIT_COULD_NOT_RUN;
    transfer_configure(options.transfer);
    curl_global_init(CURL_GLOBAL_ALL);
    status = EXIT_COULD_NOT_RUN;
    if (manifest_read(&manifest, options.images) == 0) {
        status = run_all_steps(&options, &manifest);
        manifest_free(&manifest);
    }
    curl_global_cleanup();
    return status;
}
