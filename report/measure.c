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

#include "files.h"
#include "interrupt.h"
#include "program.h"
#include "progress.h"
#include "random.h"
#include "weigh.h"

#define ALLOWED_FAILURES   2
#define START_SECONDS      0.03 /* of a program, for the first estimate of the time left */
#define DEADLINE_ALLOWANCE 10   /* seconds beyond three times what one worker needs at best */

/* What is known of a configuration while it is measured. */
struct candidate {
    struct configuration configuration;
    double expected_seconds;
    size_t failures;
};

/* All of them, in the order of this cycle. */
struct field {
    struct bench *bench;
    double deadline; /* seconds, for one run */
    struct candidate candidates[MAX_CONFIGURATIONS];
    size_t places[MAX_CONFIGURATIONS];
    size_t count;
    size_t connections; /* that the server had accepted before this run; it never forgets them */
};

/* Ask the server what it saw, and let it forget. 0, or -1 when it has gone. */
static int ask_server(struct field *field, struct measurement *row)
{
    char *status = server_command(&field->bench->server, "status");
    char *reset = status ? server_command(&field->bench->server, "reset") : NULL;

    if (reset) {
        size_t accepted = status_number(status, "connections");
        row->peak_in_flight = status_number(status, "peak");
        row->requests = status_number(status, "requests");
        row->connections = accepted - field->connections;
        field->connections = accepted;
    }
    free(status);
    free(reset);
    return reset ? 0 : -1;
}

/* The time of download_all(), as a lab's program prints it; NaN where it does not. */
static double working_time(const char *output)
{
    static const char mark[] = "Step 1. Working time: ";
    const char *line = strstr(output, mark);

    return line ? strtod(line + strlen(mark), NULL) : NAN;
}

/* A program that says all is saved must have asked for each image once and left every file. */
static void check_claim(const struct bench *bench, bool is_peer, struct measurement *row)
{
    size_t saved = count_files(bench->images, bench->image_bytes);

    if (!measurement_succeeded(row))
        return;
    if (!(row->wall_seconds > 0) && !is_peer)
        snprintf(row->outcome, sizeof row->outcome, "no working time printed");
    else if (row->requests != bench->image_count)
        snprintf(row->outcome, sizeof row->outcome, "%zu requests for %zu images", row->requests,
                 bench->image_count);
    else if (saved != bench->image_count)
        snprintf(row->outcome, sizeof row->outcome, "%zu files for %zu images", saved, bench->image_count);
}

/* What a program that failed said last, where it said anything. */
static void tell_last_line(const struct configuration *configuration, const struct program_run *run)
{
    char line[160];

    last_line_of(run, line, sizeof line);
    if (line[0] == '\0')
        return;
    progress_clear();
    warnx("%s said: %s", configuration->label, line);
}

static int measure_once(struct field *field, const struct configuration *configuration,
                        struct measurement *row)
{
    struct bench *bench = field->bench;
    struct command_line command;

    bench_command(bench, configuration, &command);
    struct program_run run = run_program(command.arguments, field->deadline);
    row->wall_seconds = configuration->strategy->role == ROLE_PEER ? NAN : working_time(run.output);
    row->program_seconds = run.seconds;
    row->processor_seconds = run.processor_seconds;
    memcpy(row->outcome, run.outcome, sizeof row->outcome);
    if (interrupted || ask_server(field, row) == -1)
        return -1;
    if (access(bench->list, R_OK) == -1) { /* somebody tidied up too much: no fault of the program */
        progress_clear();
        warn("%s", bench->list);
        return -1;
    }
    if (!measurement_succeeded(row))
        tell_last_line(configuration, &run);
    check_claim(bench, configuration->strategy->role == ROLE_PEER, row);
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

static void prepare_field(struct field *field, const struct profile *profile,
                          const struct configuration configurations[])
{
    for (size_t i = 0; i < field->count; i++) {
        struct candidate *candidate = &field->candidates[i];
        double rounds = ceil((double)profile->images / expected_in_flight(field->bench, &configurations[i]));
        *candidate = (struct candidate){.configuration = configurations[i]};
        candidate->expected_seconds = rounds * profile->latency_ms / 1000 + START_SECONDS;
    }
}

/* Is it measured in this cycle? */
static bool is_due(const struct candidate *candidate, size_t cycle)
{
    size_t most = candidate->configuration.strategy->most_cycles;

    return most == 0 || cycle <= most;
}

/* What is still to do in this cycle, from `place` on, and in those after it. */
static double seconds_left(const struct field *field, size_t place, size_t cycle, size_t cycles)
{
    double seconds = SECONDS_AFTER_MEASURING;

    for (size_t i = 0; i < field->count; i++) {
        const struct candidate *candidate = &field->candidates[field->places[i]];
        if (candidate->failures >= ALLOWED_FAILURES)
            continue;
        for (size_t later = cycle + (i < place); later <= cycles; later++)
            seconds += is_due(candidate, later) ? candidate->expected_seconds : 0;
    }
    return seconds;
}

static void tell_progress(const struct field *field, const struct candidate *candidate, size_t cycle,
                          size_t cycles, size_t place, size_t done, size_t all)
{
    char phase[64];

    snprintf(phase, sizeof phase, "measuring cycle %zu of %zu", cycle, cycles);
    progress_show(&(struct progress){phase, done, all, seconds_left(field, place, cycle, cycles)},
                  candidate->configuration.label);
}

static int measure_candidate(struct field *field, struct candidate *candidate, struct measurement *row)
{
    snprintf(row->strategy, sizeof row->strategy, "%s", candidate->configuration.strategy->name);
    row->workers = candidate->configuration.workers;
    if (candidate->failures >= ALLOWED_FAILURES) {
        row->wall_seconds = row->program_seconds = row->processor_seconds = NAN;
        snprintf(row->outcome, sizeof row->outcome, "left out after %d failures", ALLOWED_FAILURES);
        return 0;
    }
    if (measure_once(field, &candidate->configuration, row) == -1)
        return -1;
    if (measurement_succeeded(row)) {
        candidate->expected_seconds = row->program_seconds;
    } else {
        candidate->failures++;
        progress_clear();
        warnx("%s, cycle %zu: %s", candidate->configuration.label, row->cycle, row->outcome);
    }
    return 0;
}

static size_t count_measurements(const struct field *field, size_t cycles)
{
    size_t count = 0;

    for (size_t i = 0; i < field->count; i++)
        for (size_t cycle = 1; cycle <= cycles; cycle++)
            count += is_due(&field->candidates[i], cycle);
    return count;
}

static int measure_cycles(struct field *field, size_t cycles, struct measurements *measurements)
{
    uint64_t state = field->bench->seed;
    size_t done = 0, all = count_measurements(field, cycles);

    for (size_t cycle = 1; cycle <= cycles; cycle++) {
        shuffle(field->places, field->count, &state);
        for (size_t i = 0; i < field->count; i++) {
            struct candidate *candidate = &field->candidates[field->places[i]];
            struct measurement row = {.cycle = cycle, .order = done + 1};
            if (!is_due(candidate, cycle))
                continue;
            tell_progress(field, candidate, cycle, cycles, i, done, all);
            if (measure_candidate(field, candidate, &row) == -1)
                return -1;
            measurements_add(measurements, &row);
            done++;
        }
    }
    return 0;
}

int measure(const struct profile *profile, uint64_t seed, const struct configuration configurations[],
            size_t count, struct measurements *measurements, struct memories *memories)
{
    struct bench bench = {.image_count = profile->images, .image_bytes = profile->image_bytes, .seed = seed};
    struct field field = {.bench = &bench, .count = count};
    char latency[40];
    const char *const settings[] = {latency, NULL};

    field.deadline = 3.0 * profile->images * profile->latency_ms / 1000 + DEADLINE_ALLOWANCE;
    snprintf(latency, sizeof latency, "latency %zu", profile->latency_ms);
    if (bench_open(&bench, settings) == -1)
        return -1;
    prepare_field(&field, profile, configurations);
    int result = measure_cycles(&field, profile->cycles, measurements);
    if (result == 0)
        result = weigh_all(&bench, configurations, count, memories);
    progress_clear();
    if (result == -1 && !interrupted)
        warnx("the mock server or the temporary files failed; nothing is kept");
    bench_close(&bench);
    return result;
}
