/*
 * main.c - measure, analyse, draw, typeset: what `make report` runs, from the root of the kit.
 */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../tests/harness/base/nearest.h"
#include "analyse/analyse.h"
#include "document.h"
#include "measure/collect.h"
#include "measure/progress.h"
#include "records/paths.h"
#include "system/interrupt.h"
#include "system/lock.h"

#define USAGE_ERROR 2

struct options {
    const struct profile *profile;
    uint64_t seed;
    bool afresh;    /* do not resume an interrupted run */
    bool from_data; /* only make the document, from the existing data */
};

static _Noreturn void usage(int status)
{
    FILE *out = status == EXIT_SUCCESS ? stdout : stderr;

    fprintf(out, "usage: report [--profile NAME] [--seed N] [--fresh] [--from-data]\n\n"
                 "Measures the download strategies and writes report/report.pdf and report/report.html.\n"
                 "It resumes an interrupted run; --fresh starts a new one.\n"
                 "--from-data writes them from report/data, without measuring.\n\nProfiles:\n");
    for (const struct profile *profile = profiles; profile->name; profile++)
        fprintf(out, "  %-10s %zu images, %zu ms latency, %zu cycles: %s\n", profile->name, profile->images,
                profile->latency_ms, profile->cycles, profile->purpose);
    exit(status);
}

static uint64_t parse_seed(const char *text)
{
    char *end;
    uint64_t seed = strtoull(text, &end, 10);

    if (*text < '0' || *text > '9' || *end != '\0') {
        warnx("--seed takes a number, not '%s'", text);
        usage(USAGE_ERROR);
    }
    return seed;
}

/* One line, because most often PROFILE=... of `make report` is misspelt. */
static _Noreturn void refuse_profile(const char *name)
{
    struct nearest nearest = {.word = name};

    for (const struct profile *profile = profiles; profile->name; profile++)
        nearest_consider(&nearest, profile->name);
    const char *near = nearest_word(&nearest);
    fprintf(stderr, "There is no profile \"%s\"%s%s", name,
            near ? "; perhaps you mean " : ". PROFILE is one of:", near ? near : "");
    for (const struct profile *profile = profiles; profile->name && !near; profile++)
        fprintf(stderr, " %s", profile->name);
    fprintf(stderr, "\n");
    exit(USAGE_ERROR);
}

static struct options parse_options(int argc, char *argv[])
{
    static const struct option known[] = {
        {"profile", required_argument, NULL, 'p'}, {"seed", required_argument, NULL, 's'},
        {"fresh", no_argument, NULL, 'f'},         {"from-data", no_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},          {0}};
    struct options options = {.profile = &profiles[0], .seed = 1};

    for (int option; (option = getopt_long(argc, argv, "h", known, NULL)) != -1;) {
        if (option == 'p')
            options.profile = profile_named(optarg);
        else if (option == 's')
            options.seed = parse_seed(optarg);
        else if (option == 'f')
            options.afresh = true;
        else if (option == 'd')
            options.from_data = true;
        else
            usage(option == 'h' ? EXIT_SUCCESS : USAGE_ERROR);
        if (!options.profile)
            refuse_profile(optarg);
    }
    if (optind < argc)
        usage(USAGE_ERROR);
    return options;
}

int main(int argc, char *argv[])
{
    static struct evidence evidence; /* too large for the stack */
    struct options options = parse_options(argc, argv);

    if (document_check_tools() == -1)
        return EXIT_FAILURE;
    if (lock_or_refuse("build/report/lock") == -1)
        return EXIT_FAILURE;
    catch_interrupts();
    int result = options.from_data ? 0 : collect(options.profile, options.seed, options.afresh);
    if (result == 0 && !interrupted) {
        progress_later(0);
        progress_show("drawing and typesetting", SECONDS_TO_TYPESET, "pandoc");
        result = evidence_load(&evidence);
    }
    if (result == 0)
        result = evidence_save_summary(&evidence, DATA_SUMMARY);
    if (result == 0 && !interrupted)
        result = document_build(&evidence);
    progress_clear();
    if (interrupted)
        die_of_interrupt();
    if (result == 0)
        printf("report/report.html%s\n", access("report/report.pdf", R_OK) == 0 ? " report/report.pdf" : "");
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
