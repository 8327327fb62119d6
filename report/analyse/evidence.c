/*
 * evidence.c - read report/data and write the summary into it.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../records/paths.h"
#include "../system/files.h"
#include "analyse.h"

/* Whether an earlier run can be compared: all that affects times must be equal, except the programs. */
static bool is_comparable(const struct facts *before, const struct facts *now)
{
    static const char *const same[] = {"images", "image_kib", "latency_ms", "processor", "cores"};

    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        const char *was = fact_text(before, same[i]), *is = fact_text(now, same[i]);
        if (!was || !is || strcmp(was, is) != 0)
            return false;
    }
    return true;
}

/* If the rest of an earlier run cannot be read, leave it out: the report must not fail. */
static void load_previous(struct evidence *evidence)
{
    evidence->has_previous = false;
    if (access(DATA_PREVIOUS "/facts.csv", R_OK) == -1)
        return;
    if (facts_load(&evidence->previous_facts, DATA_PREVIOUS "/facts.csv") == -1 ||
        !is_comparable(&evidence->previous_facts, &evidence->facts))
        return;
    evidence->has_previous = measurements_load(&evidence->previous_measurements,
                                               DATA_PREVIOUS "/measurements.csv", CSV_REFUSE) == 0 &&
                             courses_load(&evidence->previous_courses, DATA_PREVIOUS "/courses") == 0;
}

static int check_rows(const struct evidence *evidence)
{
    const struct facts *facts = &evidence->facts;

    if (csv_check_rows(DATA_MEASUREMENTS, evidence->measurements.count,
                       fact_number(facts, "measurement_rows")) == -1)
        return -1;
    if (csv_check_rows(DATA_MEMORY, evidence->memories.count, fact_number(facts, "memory_rows")) == -1)
        return -1;
    if (csv_check_rows(DATA_REQUESTS, trace_rows(&evidence->waterfall), fact_number(facts, "request_rows")) ==
        -1)
        return -1;
    return csv_check_rows(DATA_FLIGHT, trace_rows(&evidence->flight), fact_number(facts, "flight_rows"));
}

int evidence_load(struct evidence *evidence)
{
    const struct summary *references[MAX_CONFIGURATIONS];

    if (facts_load(&evidence->facts, DATA_FACTS) == -1 ||
        original_load(&evidence->original, DATA_ORIGINAL) == -1 ||
        measurements_load(&evidence->measurements, DATA_MEASUREMENTS, CSV_REFUSE) == -1 ||
        memories_load(&evidence->memories, DATA_MEMORY) == -1 ||
        traces_load(&evidence->waterfall, DATA_REQUESTS) == -1 ||
        traces_load(&evidence->flight, DATA_FLIGHT) == -1 ||
        transcript_load(&evidence->transcript, DATA_TRANSCRIPT) == -1 ||
        interleaving_load(&evidence->interleaving, DATA_INTERLEAVING) == -1 ||
        courses_load(&evidence->courses, DATA_COURSES) == -1 || check_rows(evidence) == -1)
        return -1;
    load_previous(evidence);
    evidence_analyse(evidence);
    if (list_references(&evidence->workers, references) > 0)
        return 0;
    warnx("no reference program saved its images in any cycle: there is nothing to report (see %s)",
          DATA_MEASUREMENTS);
    return -1;
}

int evidence_save_summary(const struct evidence *evidence, const char *path)
{
    struct whole_file whole;
    FILE *file = whole_file_begin(&whole, path);

    if (!file)
        return -1;
    fprintf(file,
            "strategy,workers,cycles,failed,mean_seconds,median_seconds,low_seconds,high_seconds,coverage,"
            "bound_seconds,median_processor_seconds,memory_bytes,processes,first_failure\n");
    for (size_t i = 0; i < evidence->workers.count; i++) {
        const struct summary *summary = &evidence->workers.list[i];
        fprintf(file, "%s,%zu,%zu,%zu,%.6f,%.6f,%.6f,%.6f,%.4f,%.6f,%.6f,%.0f,%zu,%s\n",
                summary->configuration.strategy->name, summary->configuration.workers, summary->count,
                summary->failed, mean(wall_sample(summary)), summary->median, summary->interval.low,
                summary->interval.high, summary->interval.coverage, summary->bound,
                median(processor_sample(summary)), summary->memory, summary->processes, summary->outcome);
    }
    return whole_file_end(&whole);
}
