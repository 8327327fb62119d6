/*
 * races.c - sections "Against other programs" and "How the cost grows".
 */
#include <math.h>
#include <string.h>

#include "analyse.h"

#define MICRO       1e6
#define FEW_WORKERS 10 /* in a course of growing load */

static const struct summary *find_ours(const struct analysis *analysis, const char *strategy)
{
    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->list[i].count > 0 &&
            strcmp(analysis->list[i].configuration.strategy->name, strategy) == 0)
            return &analysis->list[i];
    }
    return NULL;
}

/* How many times as fast our strategy is as this program. */
static void put_against(cJSON *row, const char *name, const struct analysis *analysis,
                        const struct summary *theirs)
{
    const struct summary *ours = find_ours(analysis, name);
    struct sample none = {NULL, NULL, 0};
    struct comparison c = compare(ours ? wall_sample(ours) : none, wall_sample(theirs), analysis->seed);

    put_comparison(row, name, &c);
}

static void put_entrant(cJSON *rows, const struct course *course, const struct analysis *analysis,
                        const struct summary *summary)
{
    cJSON *row = add_object(rows);
    const struct strategy *strategy = summary->configuration.strategy;
    double peak = median_of(summary, field_in_flight);

    put_text(row, "title", "%s", strategy->title);
    put_count(row, "n", summary->count);
    put_flag(row, "failed", summary->count == 0);
    put_text(row, "outcome", "%s", summary->outcome);
    put_seconds(row, "median", summary->median);
    put_interval(row, "median", summary->interval);
    put_text(row, "rate", "%.0f", course->images / summary->median);
    put_text(row, "micro", "%.0f", MICRO * median(processor_sample(summary)) / course->images);
    put_text(row, "peak", "%.0f", peak);
    /* Fewer in flight than the others: not comparable. Without latency, replies may arrive before more
     * requests. */
    put_flag(row, "fewer", course->latency_ms > 0 && peak < course->workers);
    put_flag(row, "is_async", strcmp(strategy->name, "async") == 0);
    put_flag(row, "is_hybrid", strcmp(strategy->name, "hybrid") == 0);
    put_against(row, "async", analysis, summary);
    put_against(row, "hybrid", analysis, summary);
}

void put_races(cJSON *facts, const struct evidence *evidence)
{
    cJSON *races = put_object(facts, "races"), *list = put_list(races, "list");
    size_t count = 0;

    for (size_t i = 0; i < evidence->result_count; i++) {
        const struct course *course = &evidence->results[i].course;
        const struct analysis *analysis = &evidence->results[i].analysis;
        if (course->kind != COURSE_RACE)
            continue;
        cJSON *race = add_object(list), *rows = put_list(race, "rows");
        put_text(race, "name", "%s", course->name);
        put_percent(race, "coverage", analysis->count > 0 ? analysis->list[0].interval.coverage : NAN);
        put_count(race, "images", course->images);
        put_text(race, "kib", "%g", course->image_bytes / 1024.0);
        put_count(race, "latency_ms", course->latency_ms);
        put_flag(race, "waits", course->latency_ms > 0);
        put_count(race, "workers", course->workers);
        put_seconds(race, "bound", time_bound(course->images, course->workers, analysis->latency));
        for (size_t k = 0; k < analysis->count; k++)
            put_entrant(rows, course, analysis, &analysis->list[k]);
        count++;
    }
    put_flag(races, "any", count > 0);
    const char *found = fact_text(&evidence->facts, "peers"),
               *missing = fact_text(&evidence->facts, "peers_missing");
    put_text(races, "found", "%s", found ? found : "");
    put_text(races, "missing", "%s", missing ? missing : "");
}

static const struct course_result *scale_course(const struct evidence *evidence, size_t number)
{
    for (size_t i = 0; i < evidence->result_count; i++) {
        if (evidence->results[i].course.kind == COURSE_SCALE && number-- == 0)
            return &evidence->results[i];
    }
    return NULL;
}

/* From the fewest workers to the most: the processor time, and the memory for each further worker. */
static void put_growth(cJSON *rows, const struct course_result *result, const struct strategy *strategy)
{
    const struct summary *few = find_summary(&result->analysis, strategy->name, FEW_WORKERS);
    const struct summary *most = find_summary(&result->analysis, strategy->name, result->course.workers);

    if (!few || !most || few == most)
        return;
    cJSON *row = add_object(rows);
    struct comparison c = compare(processor_sample(most), processor_sample(few), result->analysis.seed);
    double added = (most->memory - few->memory) / (result->course.workers - FEW_WORKERS) / 1024;
    put_text(row, "title", "%s", strategy->title);
    put_comparison(row, "c", &c);
    if (isnan(added))
        put_text(row, "kib", "–");
    else
        put_text(row, "kib", "%.0f", added);
}

static void put_scale_rows(cJSON *scale, const struct evidence *evidence, const struct course_result *middle)
{
    cJSON *rows = put_list(scale, "rows");

    for (size_t i = 0; i < middle->analysis.count; i++) {
        const struct summary *summary = &middle->analysis.list[i];
        cJSON *row = add_object(rows), *cells = put_list(row, "cells");
        put_text(row, "title", "%s", summary->configuration.strategy->title);
        put_count(row, "workers", summary->configuration.workers);
        put_text(row, "mib", isnan(summary->memory) ? "–" : "%.1f", summary->memory / MEBIBYTE);
        for (size_t k = 0; scale_course(evidence, k); k++) {
            const struct course_result *result = scale_course(evidence, k);
            const struct summary *here = find_summary(
                &result->analysis, summary->configuration.strategy->name, summary->configuration.workers);
            cJSON *cell = add_object(cells);
            put_flag(cell, "failed", !here);
            put_count(cell, "n", here ? here->count : 0);
            put_text(cell, "rate", "%.0f", here ? result->course.images / here->median : 0);
            put_text(cell, "micro", "%.0f",
                     here ? MICRO * median(processor_sample(here)) / result->course.images : 0);
        }
    }
}

void put_scale(cJSON *facts, const struct evidence *evidence)
{
    cJSON *scale = put_object(facts, "scale"), *growth = put_list(scale, "growth"),
          *heads = put_list(scale, "heads");
    size_t count = 0;

    while (scale_course(evidence, count))
        put_count(add_object(heads), "images", scale_course(evidence, count++)->course.images);
    put_flag(scale, "any", count > 0);
    if (count == 0)
        return;
    const struct course_result *middle = scale_course(evidence, count / 2);
    put_count(scale, "images", middle->course.images);
    put_count(scale, "few", FEW_WORKERS);
    put_count(scale, "workers", middle->course.workers);
    for (const struct strategy *strategy = strategies; strategy->name; strategy++)
        put_growth(growth, middle, strategy);
    put_scale_rows(scale, evidence, middle);
}
