/*
 * yours.c - section "Your own programs": compared with the reference and with your last report.
 */
#include <math.h>
#include <string.h>

#include "../records/students.h"
#include "analyse.h"

#define FEWER 0.9 /* times as many in flight */
#define MORE  1.1 /* times as many connections */

/* Find the first difference, besides the time, that may explain why a program is slower. */
static void put_look(cJSON *row, const struct analysis *analysis, const struct summary *yours,
                     const struct summary *reference, const struct comparison *c)
{
    double flight = median_of(yours, field_in_flight), theirs = median_of(reference, field_in_flight);
    double connections = median_of(yours, field_connections), kept = median_of(reference, field_connections);
    struct comparison processor =
        compare(processor_sample(yours), processor_sample(reference), analysis->seed);
    bool slower = c->verdict == VERDICT_SLOWER,
         fewer = flight<FEWER * theirs, more = connections> MORE * kept;

    put_flag(row, "look_flight", slower && fewer);
    put_flag(row, "look_connections", slower && !fewer && more);
    put_flag(row, "look_processor", slower && !fewer && !more && processor.verdict == VERDICT_SLOWER);
    put_flag(row, "look_between", slower && !fewer && !more && processor.verdict != VERDICT_SLOWER);
    put_text(row, "flight", "%.0f", flight);
    put_text(row, "reference_flight", "%.0f", theirs);
    put_text(row, "connections", "%.0f", connections);
    put_text(row, "reference_connections", "%.0f", kept);
    put_comparison(row, "processor", &processor);
}

static size_t put_compared(cJSON *yours, const struct analysis *analysis)
{
    cJSON *rows = put_list(yours, "rows");
    size_t count = 0, slower = 0, faster = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *one = &analysis->list[i];
        if (!has_role(one, ROLE_YOURS) || one->count == 0)
            continue;
        const struct summary *reference = find_summary(
            analysis, reference_of(one->configuration.strategy)->name, one->configuration.workers);
        if (!reference)
            continue;
        cJSON *row = add_object(rows);
        struct comparison c = compare(wall_sample(one), wall_sample(reference), analysis->seed);
        put_text(row, "lab", "%s", one->configuration.strategy->lab);
        put_count(row, "workers", one->configuration.workers);
        put_seconds(row, "median", one->median);
        put_seconds(row, "reference", reference->median);
        put_comparison(row, "c", &c);
        put_look(row, analysis, one, reference, &c);
        count++;
        slower += c.verdict == VERDICT_SLOWER;
        faster += c.verdict == VERDICT_FASTER;
    }
    put_count(yours, "compared", count);
    put_count(yours, "slower", slower);
    put_count(yours, "faster", faster);
    put_count(yours, "undecided", count - slower - faster);
    put_flag(yours, "any_slower", slower > 0);
    return count;
}

/* The kit's client without libcurl is the same program in both runs, so any change comes from the machine. */
static void put_calibration(cJSON *since, const struct evidence *evidence)
{
    static struct analysis before;
    const struct course_result *now = evidence->result_count > 0 ? &evidence->results[0] : NULL;
    const struct summary *is = NULL, *was = NULL;

    for (size_t i = 0; now && i < evidence->previous_courses.count; i++) {
        const struct course_run *run = &evidence->previous_courses.list[i];
        if (strcmp(run->course.name, now->course.name) != 0 || run->course.images != now->course.images)
            continue;
        before = (struct analysis){.images = run->course.images, .seed = now->analysis.seed};
        analyse(&before, &run->measurements, EXPERIMENT_WORKERS, true);
        was = find_summary(&before, "epoll", now->course.workers);
        is = find_summary(&now->analysis, "epoll", now->course.workers);
    }
    put_flag(since, "calibrated", is && was);
    if (!is || !was)
        return;
    struct sample one = {is->wall, NULL, is->count}, other = {was->wall, NULL, was->count};
    struct comparison c = compare(one, other, now->analysis.seed);
    put_comparison(since, "calibration", &c);
}

/* Compare the student's programs now and then. These are two runs, so they share no cycles. */
static void put_since(cJSON *facts, const struct evidence *evidence)
{
    cJSON *since = put_object(facts, "since"), *rows = put_list(since, "rows");
    bool stands_in = student_is_reference(&evidence->facts);
    const char *date = evidence->has_previous ? fact_text(&evidence->previous_facts, "date") : "";
    size_t count = 0;

    for (size_t i = 0; evidence->has_previous && i < evidence->workers.count; i++) {
        const struct summary *now = &evidence->workers.list[i];
        const struct summary *then =
            find_summary(&evidence->previous, now->configuration.strategy->name, now->configuration.workers);
        if (!then || now->count == 0 || !has_role(now, stands_in ? ROLE_REFERENCE : ROLE_YOURS))
            continue;
        struct sample one = {now->wall, NULL, now->count}, other = {then->wall, NULL, then->count};
        struct comparison c = compare(one, other, evidence->workers.seed);
        cJSON *row = add_object(rows);
        put_text(row, "lab", "%s", now->configuration.strategy->lab);
        put_count(row, "workers", now->configuration.workers);
        put_seconds(row, "then", then->median);
        put_seconds(row, "now", now->median);
        put_comparison(row, "c", &c);
        count++;
    }
    put_flag(since, "any", count > 0);
    put_text(since, "date", "%s", date ? date : "?");
    put_calibration(since, evidence);
}

void put_yours(cJSON *facts, const struct evidence *evidence)
{
    cJSON *yours = put_object(facts, "yours"), *left_out = put_list(yours, "left_out");
    size_t green = 0, begun = 0, left = 0;

    for (const struct strategy *strategy = strategies; strategy->name; strategy++) {
        if (strategy->role != ROLE_YOURS)
            continue;
        const char *standing = student_standing(&evidence->facts, strategy->lab);
        begun += strcmp(standing, "not begun") != 0;
        green += strcmp(standing, "green") == 0;
        if (strcmp(standing, "green") == 0)
            continue;
        cJSON *lab = add_object(left_out);
        put_text(lab, "lab", "%s", strategy->lab);
        put_text(lab, "standing", "%s", standing);
        left++;
    }
    put_flag(yours, "none_begun", begun == 0);
    put_flag(yours, "any_left_out", left > 0);
    put_flag(yours, "sequential_green", student_is_green(&evidence->facts, "sequential"));
    put_flag(yours, "drawn", put_compared(yours, &evidence->workers) > 0);
    put_since(facts, evidence);
}
