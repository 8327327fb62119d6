/*
 * conclusions.c - what to choose, and what limits the fastest configuration.
 */
#include <math.h>

#include "analyse.h"

/* Share of the whole program's time that neither the latency nor its own work explains. */
static double seconds_idle(const struct summary *summary)
{
    return median(program_sample(summary)) - summary->bound - median(processor_sample(summary));
}

static void put_shares(cJSON *item, const struct summary *summary)
{
    double whole = median(program_sample(summary)), processor = median(processor_sample(summary));

    put_text(item, "label", "%s", summary->configuration.label);
    put_seconds(item, "whole", whole);
    put_seconds(item, "waiting", summary->bound);
    put_seconds(item, "processor", processor);
    put_percent(item, "waiting_share", round(100 * summary->bound / whole) / 100);
    put_percent(item, "processor_share", round(100 * processor / whole) / 100);
    put_flag(item, "mostly_waits", summary->bound > whole / 2);
}

/* The configuration with the longest idle time, if it is idle for more than half of its time. */
static void put_idle(cJSON *conclusions, const struct summary *const list[], size_t count)
{
    const struct summary *longest = NULL;
    size_t idle = 0;

    for (size_t i = 0; i < count; i++) {
        if (seconds_idle(list[i]) <= median(program_sample(list[i])) / 2)
            continue;
        idle++;
        if (!longest || seconds_idle(list[i]) > seconds_idle(longest))
            longest = list[i];
    }
    put_flag(conclusions, "any_idle", longest);
    put_count(conclusions, "idle_count", idle);
    if (longest)
        put_shares(put_object(conclusions, "idle"), longest);
}

void put_conclusions(cJSON *facts, const struct evidence *evidence)
{
    const struct summary *list[MAX_CONFIGURATIONS], *fastest = NULL, *choice;
    cJSON *conclusions = put_object(facts, "conclusions");
    size_t count = list_references(&evidence->workers, list);

    for (size_t i = 0; i < count; i++) {
        if (!fastest || list[i]->median < fastest->median)
            fastest = list[i];
    }
    if (!fastest)
        return;
    const struct optimum *optimum = find_optimum(evidence, fastest->configuration.strategy->name);
    choice = optimum ? optimum->enough : fastest;
    put_text(conclusions, "choice", "%s", choice->configuration.label);
    put_seconds(conclusions, "choice_seconds", choice->median);
    put_comparison(conclusions, "choice_speed", &choice->speed);
    put_shares(put_object(conclusions, "fastest"), fastest);
    put_idle(conclusions, list, count);
}
