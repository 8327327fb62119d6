/*
 * measure.c - cycles of all configurations, interleaved, against one mock server.
 */
#include "measure.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../mock_server/client.h"
#include "configuration.h"
#include "files.h"
#include "interrupt.h"
#include "program.h"
#include "progress.h"
#include "random.h"

#define SERVER_PROGRAM     "build/mock_server/mock_server"
#define ALLOWED_FAILURES   2
#define START_SECONDS      0.05 /* of a program, for the first estimate of the time left */
#define DEADLINE_ALLOWANCE 10   /* seconds beyond three times what one worker needs at best */

struct bench {
    const struct profile *profile;
    struct server_client server;
    char directory[64]; /* of everything temporary */
    char list[80];      /* file with the addresses of the images */
    char images[80];    /* directory for the images of one run */
    double deadline;    /* seconds, for one run */
    size_t connections; /* that the server had accepted before this run; it never forgets them */
};

/* What is known of a configuration while it is measured. */
struct candidate {
    struct configuration configuration;
    double expected_seconds;
    size_t failures;
};

/* Memory is the best place for the images: a disk would add noise of its own. */
static int make_temporary_directory(struct bench *bench)
{
    const char *given = getenv("TMPDIR");
    const char *parents[] = {"/dev/shm", given && *given ? given : "/tmp", "/tmp"};

    for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
        int length =
            snprintf(bench->directory, sizeof bench->directory, "%s/download-report-XXXXXX", parents[i]);
        if ((size_t)length < sizeof bench->directory && mkdtemp(bench->directory)) {
            snprintf(bench->list, sizeof bench->list, "%s/list", bench->directory);
            snprintf(bench->images, sizeof bench->images, "%s/images", bench->directory);
            return 0;
        }
    }
    warn("no place for temporary files");
    return -1;
}

static int start_server(struct bench *bench, uint64_t seed)
{
    char images[32], bytes[40], latency[40], seeded[40];
    const char *settings[] = {images, bytes, latency, seeded, NULL};

    snprintf(images, sizeof images, "images %zu", bench->profile->images);
    snprintf(bytes, sizeof bytes, "image-bytes %zu", bench->profile->image_bytes);
    snprintf(latency, sizeof latency, "latency %zu", bench->profile->latency_ms);
    snprintf(seeded, sizeof seeded, "seed %llu", (unsigned long long)seed);
    return server_start(&bench->server, SERVER_PROGRAM, settings);
}

/* The programs are given a file, so that no request for a list is part of what is measured. */
static int save_list(const struct bench *bench, char *manifest)
{
    struct whole_file whole;
    FILE *file = manifest ? whole_file_begin(&whole, bench->list) : NULL;

    if (!file)
        return -1;
    for (char *line, *rest = manifest; (line = strsep(&rest, "\n")) && *line;)
        fprintf(file, "%.*s\n", (int)strcspn(line, "\t"), line);
    return whole_file_end(&whole);
}

static int set_up(struct bench *bench, uint64_t seed)
{
    if (make_temporary_directory(bench) == -1)
        return -1;
    if (start_server(bench, seed) == -1) {
        remove_tree(bench->directory);
        return -1;
    }
    char *manifest = server_command(&bench->server, "manifest");
    int result = save_list(bench, manifest);
    free(manifest);
    if (result == -1) {
        server_stop(&bench->server);
        remove_tree(bench->directory);
    }
    return result;
}

static void tear_down(struct bench *bench)
{
    server_stop(&bench->server);
    remove_tree(bench->directory);
}

/* Ask the server what it saw, and let it forget. 0, or -1 when it has gone. */
static int ask_server(struct bench *bench, struct measurement *row)
{
    char *status = server_command(&bench->server, "status");
    char *reset = status ? server_command(&bench->server, "reset") : NULL;

    if (reset) {
        const char *peak = strstr(status, "peak="), *requests = strstr(status, "requests=");
        const char *connections = strstr(status, "connections=");
        row->peak_in_flight = peak ? strtoul(peak + strlen("peak="), NULL, 10) : 0;
        row->requests = requests ? strtoul(requests + strlen("requests="), NULL, 10) : 0;
        size_t accepted = connections ? strtoul(connections + strlen("connections="), NULL, 10) : 0;
        row->connections = accepted - bench->connections;
        bench->connections = accepted;
    }
    free(status);
    free(reset);
    return reset ? 0 : -1;
}

/* A program that says all is saved must have asked for each image once and left every file. */
static void check_claim(const struct bench *bench, struct measurement *row)
{
    size_t images = bench->profile->images;
    size_t saved = count_files(bench->images, bench->profile->image_bytes);

    if (!measurement_succeeded(row))
        return;
    if (row->requests != images)
        snprintf(row->outcome, sizeof row->outcome, "%zu requests for %zu images", row->requests, images);
    else if (saved != images)
        snprintf(row->outcome, sizeof row->outcome, "%zu files for %zu images", saved, images);
}

static int measure_once(struct bench *bench, const struct configuration *configuration,
                        struct measurement *row)
{
    char workers[24];
    const char *const arguments[] = {configuration->strategy->program,
                                     "--images",
                                     bench->list,
                                     "--into",
                                     bench->images,
                                     "--workers",
                                     workers,
                                     NULL};

    snprintf(workers, sizeof workers, "%zu", configuration->workers);
    struct program_run run = run_program(arguments, bench->deadline);
    row->wall_seconds = run.working_time;
    row->processor_seconds = run.processor_seconds;
    row->peak_memory_bytes = run.peak_memory_bytes;
    memcpy(row->outcome, run.outcome, sizeof row->outcome);
    if (interrupted || ask_server(bench, row) == -1)
        return -1;
    if (access(bench->list, R_OK) == -1) { /* somebody tidied up too much: no fault of the program */
        progress_clear();
        warn("%s", bench->list);
        return -1;
    }
    if (!measurement_succeeded(row) && run.last_line[0] != '\0') {
        progress_clear();
        warnx("%s said: %s", configuration->label, run.last_line);
    }
    check_claim(bench, row);
    return remove_tree(bench->images);
}

static void shuffle(size_t places[], size_t count, uint64_t *state)
{
    for (size_t i = 0; i < count; i++)
        places[i] = i;
    for (size_t i = count; i > 1; i--) { /* Fisher and Yates */
        size_t other = random_below(state, i), kept = places[i - 1];
        places[i - 1] = places[other];
        places[other] = kept;
    }
}

static size_t list_candidates(const struct profile *profile, struct candidate candidates[])
{
    struct configuration configurations[MAX_CONFIGURATIONS];
    size_t count = list_configurations(configurations);

    for (size_t i = 0; i < count; i++) {
        double waves = ceil((double)profile->images / configurations[i].workers);
        candidates[i] = (struct candidate){.configuration = configurations[i]};
        candidates[i].expected_seconds = waves * profile->latency_ms / 1000 + START_SECONDS;
    }
    return count;
}

/* What is still to do in this cycle, from `places`, and in the cycles after it. */
static double seconds_left(const struct candidate candidates[], size_t count, const size_t places[],
                           size_t place, size_t cycles_after)
{
    double seconds = 0;

    for (size_t i = 0; i < count; i++) {
        const struct candidate *candidate = &candidates[places[i]];
        if (candidate->failures < ALLOWED_FAILURES)
            seconds += candidate->expected_seconds * (cycles_after + (i >= place ? 1 : 0));
    }
    return seconds;
}

static int measure_candidate(struct bench *bench, struct candidate *candidate, struct measurement *row)
{
    snprintf(row->strategy, sizeof row->strategy, "%s", candidate->configuration.strategy->name);
    row->workers = candidate->configuration.workers;
    if (candidate->failures >= ALLOWED_FAILURES) {
        row->wall_seconds = row->processor_seconds = NAN;
        snprintf(row->outcome, sizeof row->outcome, "left out after %d failures", ALLOWED_FAILURES);
        return 0;
    }
    if (measure_once(bench, &candidate->configuration, row) == -1)
        return -1;
    if (measurement_succeeded(row)) {
        candidate->expected_seconds = row->wall_seconds + START_SECONDS;
    } else {
        candidate->failures++;
        progress_clear();
        warnx("%s, cycle %zu: %s", candidate->configuration.label, row->cycle, row->outcome);
    }
    return 0;
}

static int measure_cycles(struct bench *bench, uint64_t seed, struct measurements *measurements)
{
    struct candidate candidates[MAX_CONFIGURATIONS];
    size_t count = list_candidates(bench->profile, candidates);
    size_t places[MAX_CONFIGURATIONS];
    struct progress progress = {.cycles = bench->profile->cycles, .total = count * bench->profile->cycles};

    for (progress.cycle = 1; progress.cycle <= progress.cycles; progress.cycle++) {
        shuffle(places, count, &seed);
        for (size_t i = 0; i < count; i++) {
            struct candidate *candidate = &candidates[places[i]];
            struct measurement row = {.cycle = progress.cycle, .order = ++progress.done};
            progress.seconds_left =
                seconds_left(candidates, count, places, i, progress.cycles - progress.cycle);
            progress_show(&progress, candidate->configuration.label);
            if (measure_candidate(bench, candidate, &row) == -1)
                return -1;
            measurements_add(measurements, &row);
        }
    }
    return 0;
}

int measure(const struct profile *profile, uint64_t seed, struct measurements *measurements)
{
    struct bench bench = {.profile = profile};

    bench.deadline = 3.0 * profile->images * profile->latency_ms / 1000 + DEADLINE_ALLOWANCE;
    if (set_up(&bench, seed) == -1)
        return -1;
    int result = measure_cycles(&bench, seed, measurements);
    progress_clear();
    if (result == -1 && !interrupted)
        warnx("the mock server or the temporary files failed; nothing is kept");
    tear_down(&bench);
    return result;
}
