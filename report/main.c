/*
 * main.c - measure, analyse, draw, write: what `make report` runs, from the root of the kit.
 */
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analysis.h"
#include "document.h"
#include "facts.h"
#include "files.h"
#include "interrupt.h"
#include "measure.h"
#include "original.h"
#include "profile.h"

#define USAGE_ERROR 2
#define DATA        "report/data"

static const char measurements_path[] = DATA "/measurements.csv";
static const char facts_path[] = DATA "/facts.csv";
static const char summary_path[] = DATA "/summary.csv";

struct options {
    const struct profile *profile;
    uint64_t seed;
    bool from_data; /* no measuring: the document again, from the data that are there */
};

static _Noreturn void usage(int status)
{
    FILE *out = status == EXIT_SUCCESS ? stdout : stderr;

    fprintf(out, "usage: report [--profile NAME] [--seed N] [--from-data]\n\n"
                 "Measures the download strategies and writes report/report.pdf and report/report.html.\n"
                 "--from-data writes them again from report/data, without measuring.\n\nProfiles:\n");
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

static struct options parse_options(int argc, char *argv[])
{
    static const struct option known[] = {{"profile", required_argument, NULL, 'p'},
                                          {"seed", required_argument, NULL, 's'},
                                          {"from-data", no_argument, NULL, 'd'},
                                          {"help", no_argument, NULL, 'h'},
                                          {0}};
    struct options options = {.profile = &profiles[0], .seed = 1};

    for (int option; (option = getopt_long(argc, argv, "h", known, NULL)) != -1;) {
        if (option == 'p')
            options.profile = profile_named(optarg);
        else if (option == 's')
            options.seed = parse_seed(optarg);
        else if (option == 'd')
            options.from_data = true;
        else
            usage(option == 'h' ? EXIT_SUCCESS : USAGE_ERROR);
        if (!options.profile) {
            warnx("there is no profile '%s'", optarg);
            usage(USAGE_ERROR);
        }
    }
    if (optind < argc)
        usage(USAGE_ERROR);
    return options;
}

/* Measure and keep the raw data, whole, before anything is made of them. */
static int measure_and_save(const struct options *options)
{
    struct measurements measurements = {0};
    struct facts facts;

    facts_collect(&facts, options->profile, options->seed);
    int result = measure(options->profile, options->seed, &measurements);
    if (result == 0)
        result = make_directories(DATA);
    if (result == 0)
        result = measurements_save(&measurements, measurements_path);
    if (result == 0)
        result = facts_save(&facts, facts_path);
    measurements_free(&measurements);
    return result;
}

/* Everything that follows from the data, read from their files whether they are new or old. */
static int build_from_data(struct analysis *analysis)
{
    struct measurements measurements = {0};
    struct facts facts;
    struct original original;

    if (facts_load(&facts, facts_path) == -1 || measurements_load(&measurements, measurements_path) == -1 ||
        original_load(&original, "report/original.csv") == -1) {
        measurements_free(&measurements);
        return -1;
    }
    analysis->images = fact_number(&facts, "images");
    analysis->cycles = fact_number(&facts, "cycles");
    analysis->latency = fact_number(&facts, "latency_ms") / 1000;
    analysis->seed = fact_number(&facts, "seed");
    analyse(analysis, &measurements);
    measurements_free(&measurements);
    if (analysis->fastest == NOWHERE) {
        warnx("no program saved its images in any cycle: there is nothing to report (see %s)",
              measurements_path);
        return -1;
    }
    if (analysis_save(analysis, summary_path) == -1)
        return -1;
    return document_build(&facts, analysis, &original);
}

int main(int argc, char *argv[])
{
    static struct analysis analysis; /* too large for the stack */
    struct options options = parse_options(argc, argv);

    if (document_check_tools() == -1)
        return EXIT_FAILURE;
    catch_interrupts();
    int result = options.from_data ? 0 : measure_and_save(&options);
    if (result == 0 && !interrupted) {
        fprintf(stderr, "drawing and typesetting\n");
        result = build_from_data(&analysis);
    }
    if (interrupted)
        die_of_interrupt();
    if (result == 0)
        printf("report/report.html%s\n", access("report/report.pdf", R_OK) == 0 ? " report/report.pdf" : "");
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
