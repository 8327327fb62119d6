/*
 * conclusions.c - what to choose, from what was found.
 */
#include "../writing/number_text.h"
#include "findings.h"

#define NEARLY_IDEAL    0.9 /* share of the ideal factor */
#define MORE_THAN_IDEAL 1.05
#define HARDLY          1.05 /* times longer or shorter that are no change worth a word */

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

/* What the step from one number of workers to the next brought, against the ideal: time falls as workers
 * grow. */
static void write_step(FILE *out, const struct summary *from, const struct summary *to)
{
    double ideal = (double)to->configuration.workers / from->configuration.workers;
    double factor = from->median / to->median;

    fprintf(out, "From %zu to %zu %s the time ", from->configuration.workers, to->configuration.workers,
            to->configuration.strategy->unit);
    if (factor > MORE_THAN_IDEAL * ideal)
        fprintf(out, "falls by a factor of %s, more than the %s that more workers can explain",
                ratio_text(factor).text, ratio_text(ideal).text);
    else if (factor >= NEARLY_IDEAL * ideal)
        fprintf(out, "falls by a factor of %s, nearly the ideal %s", ratio_text(factor).text,
                ratio_text(ideal).text);
    else if (factor > HARDLY)
        fprintf(out, "falls only by a factor of %s, where %s would be ideal", ratio_text(factor).text,
                ratio_text(ideal).text);
    else if (factor > 1 / HARDLY)
        fprintf(out, "hardly changes, where a factor of %s would be ideal", ratio_text(ideal).text);
    else
        fprintf(out, "grows by a factor of %s, where it should fall", ratio_text(1 / factor).text);
    fprintf(out, ". ");
}

static void write_steps(FILE *out, const struct analysis *analysis, const struct optimum *optimum)
{
    const size_t *places = optimum->places;
    size_t last = optimum->count - 1;

    fprintf(out, "- **More %s.** ", optimum->strategy->unit);
    write_step(out, at(analysis, places[0]), at(analysis, places[1]));
    if (last > 1)
        write_step(out, at(analysis, places[last - 1]), at(analysis, places[last]));
    fprintf(out, "\n");
}

static void write_choice(FILE *out, const struct analysis *analysis)
{
    const struct speed_finding finding = find_speed(analysis);
    const struct summary *fastest = at(analysis, analysis->fastest);

    fprintf(out, "- **What to choose.** ");
    if (finding.verdict == SPEED_ALONE) {
        fprintf(out, "Nothing can be said yet: that takes a second strategy that is measured.\n");
        return;
    }
    if (finding.verdict == SPEED_NOTHING_GAINED) {
        fprintf(out, "One download at a time: for this load, nothing else repays its trouble.\n");
        return;
    }
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        if (optimum->strategy == fastest->configuration.strategy)
            fastest = at(analysis, optimum->enough);
    }
    fprintf(out, "For this load, %s: %s s, at most 5 %% more than the best time with %s.\n",
            fastest->configuration.label, seconds_text(fastest->median).text,
            fastest->configuration.strategy->name);
}

/* What neither the latency nor the program's own work explains. */
static double seconds_idle(const struct summary *summary)
{
    return summary->median - summary->bound - median(processor_sample(summary));
}

/* The server's work takes less than that of the program, so of half the time it is no explanation. */
static bool is_mostly_idle(const struct summary *summary)
{
    return summary->count > 0 && seconds_idle(summary) > summary->median / 2;
}

/* The processor's share of the time tells what there is to gain by doing less rather than waiting together.
 */
static void write_limit(FILE *out, const struct analysis *analysis)
{
    const struct summary *fastest = at(analysis, analysis->fastest);
    double processor = median(processor_sample(fastest));

    fprintf(out,
            "- **What limits the fastest.** %s: %s s on the clock, %s times the bound set by the latency, "
            "while its"
            " program uses %s s of processor time. ",
            fastest->configuration.label, seconds_text(fastest->median).text,
            ratio_text(fastest->median / fastest->bound).text, seconds_text(processor).text);
    if (fastest->median <= fastest->bound / NEARLY_IDEAL)
        fprintf(out,
                "It is the latency that limits it: fewer rounds of waiting are the only way to be faster.\n");
    else if (processor > fastest->median / 2)
        fprintf(out,
                "Waiting no longer dominates: the work of the processor takes a large part of the time.\n");
    else if (is_mostly_idle(fastest))
        fprintf(out, "For more than half of that time the program is idle, as told below.\n");
    else
        fprintf(out,
                "Neither the latency nor its own use of the processor explains all of that time; the server"
                " shares the processor too.\n");
}

/* Told of the configuration that is idle for longest. */
static void write_idle(FILE *out, const struct analysis *analysis)
{
    const struct summary *longest = NULL;
    size_t idle = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->configuration.strategy->role != ROLE_REFERENCE || !is_mostly_idle(summary))
            continue;
        idle++;
        if (!longest || seconds_idle(summary) > seconds_idle(longest))
            longest = summary;
    }
    if (!longest)
        return;
    fprintf(
        out,
        "- **What is idle.** %s: %s s on the clock, of which the latency explains %s s and its own use of "
        "the processor %s s. For the rest it was idle: a wait whose timeout is too long does that, or a "
        "machine with other work to do (its load is in [@tbl:method]). Until that is mended such times tell "
        "nothing of the strategy",
        longest->configuration.label, seconds_text(longest->median).text, seconds_text(longest->bound).text,
        seconds_text(median(processor_sample(longest))).text);
    if (idle > 1)
        fprintf(out, "; so it is with %zu configurations", idle);
    fprintf(out, ".\n");
}

void write_conclusions(FILE *out, const struct analysis *analysis)
{
    write_choice(out, analysis);
    if (find_price(analysis).verdict != PRICE_NOT_COMPARABLE) {
        fprintf(out, "- **What it costs.** ");
        write_memory(out, analysis);
        fprintf(out, "\n");
    }
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        if (analysis->optima[i].strategy->role == ROLE_REFERENCE)
            write_steps(out, analysis, &analysis->optima[i]);
    }
    write_limit(out, analysis);
    write_idle(out, analysis);
}
