/*
 * collect.c - one complete run: facts, measurements, memory, timelines, courses, and the cache's transcript.
 */
#include "collect.h"

#include <err.h>
#include <stdio.h>
#include <unistd.h>

#include "../records/paths.h"
#include "../system/files.h"
#include "../system/interrupt.h"
#include "course.h"
#include "fingerprint.h"
#include "interleave.h"
#include "judge.h"
#include "machine.h"
#include "measure.h"
#include "peers.h"
#include "progress.h"
#include "timeline.h"
#include "transcribe.h"
#include "unfinished.h"

/* Everything that a run measures. */
struct collected {
    struct facts facts;
    struct measurements measurements;
    struct memories memories;
    struct traces waterfall, flight;
    struct course_runs courses;
    struct interleaving interleaving;
};

static bool has_reference(const struct configuration configurations[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (configurations[i].strategy->role == ROLE_REFERENCE)
            return true;
    }
    return false;
}

/* Keep the last data: the next report compares with them. */
static int keep_previous(void)
{
    if (access(DATA_FACTS, R_OK) == -1 || access(DATA_MEASUREMENTS, R_OK) == -1)
        return 0;
    if (remove_tree(DATA_PREVIOUS) == -1 || make_directories(DATA_PREVIOUS) == -1)
        return -1;
    if (rename(DATA_FACTS, DATA_PREVIOUS "/facts.csv") == -1 ||
        rename(DATA_MEASUREMENTS, DATA_PREVIOUS "/measurements.csv") == -1 ||
        (access(DATA_COURSES, F_OK) == 0 && rename(DATA_COURSES, DATA_PREVIOUS "/courses") == -1)) {
        warn("%s", DATA_PREVIOUS);
        return -1;
    }
    return 0;
}

static int save(struct collected *collected)
{
    struct facts *facts = &collected->facts;

    /* The number of rows of a complete file, so that a truncated file is refused. */
    facts_set(facts, "measurement_rows", "%zu", collected->measurements.count);
    facts_set(facts, "memory_rows", "%zu", collected->memories.count);
    facts_set(facts, "request_rows", "%zu", trace_rows(&collected->waterfall));
    facts_set(facts, "flight_rows", "%zu", trace_rows(&collected->flight));
    if (make_directories(DATA) == -1 || keep_previous() == -1 || transcript_record(DATA_TRANSCRIPT) == -1 ||
        interleaving_save(&collected->interleaving, DATA_INTERLEAVING) == -1 ||
        courses_save(&collected->courses, DATA_COURSES) == -1 ||
        memories_save(&collected->memories, DATA_MEMORY) == -1 ||
        traces_save(&collected->waterfall, DATA_REQUESTS) == -1 ||
        traces_save(&collected->flight, DATA_FLIGHT) == -1 ||
        measurements_save(&collected->measurements, DATA_MEASUREMENTS) == -1)
        return -1;
    return facts_save(facts, DATA_FACTS);
}

static int measure_all(struct collected *all, const struct profile *profile, uint64_t seed,
                       const struct configuration configurations[], size_t count)
{
    if (measure(profile, seed, configurations, count, &all->measurements, &all->memories, unfinished_keep) ==
        -1)
        return -1;
    progress_later(courses_expected_seconds(profile, &all->facts) + SECONDS_TO_TYPESET);
    if (timeline_waterfall(&all->measurements, seed, &all->waterfall) == -1 ||
        timeline_flight(&all->measurements, seed, &all->flight) == -1)
        return -1;
    if (courses_measure(profile, seed, &all->facts, &all->courses) == -1)
        return -1;
    interleave(&all->interleaving, &all->facts);
    return save(all);
}

int collect(const struct profile *profile, uint64_t seed, bool afresh)
{
    static struct collected all; /* too large for the stack */
    static struct configuration configurations[MAX_CONFIGURATIONS];

    facts_collect(&all.facts, profile, seed);
    students_judge(&all.facts);
    peers_find(&all.facts);
    size_t count = list_measured(&all.facts, configurations);
    if (!interrupted && !has_reference(configurations, count)) {
        warnx("a handout holds no solutions, so your own labs are measured, once their tests are green;"
              " none is so far: make test LAB=sequential");
        return -1;
    }
    size_t rows = count_rows(profile, configurations, count);
    fingerprint_programs(&all.facts, configurations, count);
    progress_later(SECONDS_OF_TIMELINES + courses_expected_seconds(profile, &all.facts) + SECONDS_TO_TYPESET);
    int result = interrupted ? -1 : unfinished_begin(&all.facts, afresh, rows, &all.measurements);
    if (result == 0)
        result = measure_all(&all, profile, seed, configurations, count);
    if (result == 0)
        unfinished_end();
    else if (all.measurements.count > 0)
        fprintf(stderr, "kept %zu of %zu measurements; run the same command again to resume\n",
                all.measurements.count, rows);
    courses_free(&all.courses);
    measurements_free(&all.measurements);
    return result;
}
