/*
 * evidence.c - measuring into report/data, and reading it again.
 */
#include "evidence.h"

#include <err.h>
#include <stdio.h>

#include "experiments/peers.h"
#include "experiments/students.h"
#include "measuring/fingerprint.h"
#include "measuring/measure.h"
#include "measuring/progress.h"
#include "measuring/unfinished.h"
#include "system/files.h"
#include "system/interrupt.h"

#define DATA "report/data"

static const char measurements_path[] = DATA "/measurements.csv";
static const char memories_path[] = DATA "/memory.csv";
static const char traces_path[] = DATA "/requests.csv";
static const char flight_path[] = DATA "/flight.csv";
static const char transcript_path[] = DATA "/cache.txt";
static const char facts_path[] = DATA "/facts.csv";
static const char courses_path[] = DATA "/courses";
static const char summary_path[] = DATA "/summary.csv";

static int save(const struct facts *facts, const struct measurements *measurements,
                const struct memories *memories, const struct traces *traces, const struct traces *flight)
{
    if (make_directories(DATA) == -1 || transcript_record(transcript_path) == -1)
        return -1;
    if (memories_save(memories, memories_path) == -1 || traces_save(traces, traces_path) == -1 ||
        traces_save(flight, flight_path) == -1)
        return -1;
    if (measurements_save(measurements, measurements_path) == -1)
        return -1;
    return facts_save(facts, facts_path);
}

static bool has_reference(const struct configuration configurations[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (configurations[i].strategy->role == ROLE_REFERENCE)
            return true;
    }
    return false;
}

int evidence_collect(const struct profile *profile, uint64_t seed, bool afresh)
{
    static struct facts facts; /* too large for the stack, all of them */
    static struct memories memories;
    static struct traces traces, flight;
    static struct course_runs courses;
    static struct configuration configurations[MAX_CONFIGURATIONS];
    struct measurements measurements = {0};

    facts_collect(&facts, profile, seed);
    students_judge(&facts);
    peers_find(&facts);
    size_t count = list_measured(&facts, configurations);
    if (!interrupted && !has_reference(configurations, count)) {
        warnx("a handout holds no solutions, so your own labs are measured, once their tests are green;"
              " none is so far: make test LAB=sequential");
        return -1;
    }
    size_t rows = count_rows(profile, configurations, count);
    fingerprint_programs(&facts, configurations, count);
    progress_expect_later(courses_expected_seconds(profile));
    int result = interrupted ? -1 : unfinished_begin(&facts, afresh, rows, &measurements);
    if (result == 0)
        result = measure(profile, seed, configurations, count, &measurements, &memories, unfinished_keep);
    if (result == 0)
        result = trace_waterfall(&measurements, seed, &traces);
    if (result == 0)
        result = trace_flight(&measurements, seed, &flight);
    if (result == 0)
        result = courses_measure(profile, seed, &facts, &courses);
    if (result == 0)
        result = courses_save(&courses, courses_path);
    if (result == 0)
        result = save(&facts, &measurements, &memories, &traces, &flight);
    if (result == 0)
        unfinished_end();
    else if (measurements.count > 0)
        fprintf(stderr, "%zu of %zu measurements are kept: the same command goes on from there\n",
                measurements.count, rows);
    courses_free(&courses);
    measurements_free(&measurements);
    return result;
}

static int load_analysis(struct evidence *evidence)
{
    struct analysis *analysis = &evidence->analysis;
    struct measurements measurements = {0};
    static struct memories memories;

    analysis->images = fact_number(&evidence->facts, "images");
    analysis->cycles = fact_number(&evidence->facts, "cycles");
    analysis->latency = fact_number(&evidence->facts, "latency_ms") / 1000;
    analysis->seed = fact_number(&evidence->facts, "seed");
    int result = measurements_load(&measurements, measurements_path);
    if (result == 0)
        result = memories_load(&memories, memories_path);
    if (result == 0)
        analyse(analysis, &measurements, &memories);
    if (result == 0)
        analyse_reuse(&evidence->reuse, &evidence->facts, &measurements);
    if (result == 0)
        analyse_burden(&evidence->burden, &evidence->facts, &measurements);
    measurements_free(&measurements);
    return result;
}

int evidence_load(struct evidence *evidence)
{
    if (facts_load(&evidence->facts, facts_path) == -1 || load_analysis(evidence) == -1)
        return -1;
    if (evidence->analysis.fastest == NOWHERE) {
        warnx("no reference program saved its images in any cycle: there is nothing to report (see %s)",
              measurements_path);
        return -1;
    }
    if (original_load(&evidence->original, "report/original.csv") == -1 ||
        traces_load(&evidence->traces, traces_path) == -1 ||
        traces_load(&evidence->flight, flight_path) == -1 ||
        transcript_load(&evidence->transcript, transcript_path) == -1 ||
        courses_load(&evidence->courses, courses_path, evidence->analysis.seed) == -1)
        return -1;
    return analysis_save(&evidence->analysis, summary_path);
}
