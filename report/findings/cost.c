/*
 * cost.c - findings on what concurrency and connections cost.
 */
#include <math.h>
#include <string.h>

#include "../writing/number_text.h"
#include "findings.h"

#define MUCH_MORE     1.2  /* times the memory */
#define HARDLY_SLOWER 1.05 /* times as long: less is no difference to speak of */

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

/* "1.9 times the processor time (1.8 to 2.0)", or that there is no clear difference. */
static void write_ratio(FILE *out, const char *what, struct sample above, struct sample below, uint64_t seed)
{
    struct interval interval = ratio_interval(above, below, seed);

    if (find_ratio(interval) == RATIO_NO_DIFFERENCE)
        fprintf(out, "no clearly different %s (ratio %s)", what, ratio_interval_text(interval).text);
    else
        fprintf(out, "%s times the %s (%s)", ratio_text(median(above) / median(below)).text, what,
                ratio_interval_text(interval).text);
}

void write_cost(FILE *out, const struct analysis *analysis)
{
    if (analysis->sequential == NOWHERE || analysis->sequential == analysis->fastest)
        return;
    const struct summary *fastest = at(analysis, analysis->fastest);
    const struct summary *sequential = at(analysis, analysis->sequential);

    fprintf(out, "Against one download at a time, %s need ", fastest->configuration.label);
    write_ratio(out, "processor time", processor_sample(fastest), processor_sample(sequential),
                analysis->seed);
    if (!isnan(fastest->memory / sequential->memory))
        fprintf(out, " and %s times the memory", ratio_text(fastest->memory / sequential->memory).text);
    fprintf(out, ".");
}

/* May it be compared? One that has a single number of workers keeps no more than one request in flight. */
static bool has_price(const struct summary *summary)
{
    return summary->count > 0 && has_role(summary, ROLE_REFERENCE) &&
           !is_single(summary->configuration.strategy) && !isnan(summary->memory);
}

/* The largest number of workers that as many strategies have as any. */
static size_t common_workers(const struct analysis *analysis)
{
    size_t common = 0, most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        size_t workers = at(analysis, i)->configuration.workers, having = 0;
        for (size_t k = 0; k < analysis->count; k++)
            having += has_price(at(analysis, k)) && at(analysis, k)->configuration.workers == workers;
        if (having > most || (having == most && workers > common)) {
            common = workers;
            most = having;
        }
    }
    return common;
}

struct price_finding find_price(const struct analysis *analysis)
{
    struct price_finding finding = {.workers = common_workers(analysis)};
    size_t compared = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = at(analysis, i);
        if (!has_price(summary) || summary->configuration.workers != finding.workers)
            continue;
        if (!finding.cheapest || summary->memory < finding.cheapest->memory)
            finding.cheapest = summary;
        if (!finding.dearest || summary->memory > finding.dearest->memory)
            finding.dearest = summary;
        if (!finding.fastest || summary->median < finding.fastest->median)
            finding.fastest = summary;
        compared++;
    }
    if (compared < 2)
        return finding;
    struct interval slower =
        ratio_interval(wall_sample(finding.cheapest), wall_sample(finding.fastest), analysis->seed);
    if (finding.dearest->memory < MUCH_MORE * finding.cheapest->memory)
        finding.verdict = PRICE_ALIKE;
    else
        finding.verdict = slower.low > HARDLY_SLOWER ? PRICE_SPEED_COSTS : PRICE_SAME_SPEED;
    return finding;
}

static const char *title_of(const struct summary *summary)
{
    return summary->configuration.strategy->title;
}

/* "need" after "threads", "needs" after "async". */
static const char *need(const struct summary *summary)
{
    const char *title = title_of(summary);

    return title[strlen(title) - 1] == 's' ? "need" : "needs";
}

void write_price_headline(FILE *out, const struct analysis *analysis)
{
    struct price_finding finding = find_price(analysis);

    switch (finding.verdict) {
    case PRICE_NOT_COMPARABLE:
        fprintf(out, "What each strategy costs");
        break;
    case PRICE_ALIKE:
        fprintf(out, "With %zu requests in flight, every strategy needs about as much memory",
                finding.workers);
        break;
    case PRICE_SAME_SPEED:
        fprintf(out, "With %zu in flight, no strategy is faster than %s, and %s %s %s times its memory",
                finding.workers, title_of(finding.cheapest), title_of(finding.dearest), need(finding.dearest),
                ratio_text(finding.dearest->memory / finding.cheapest->memory).text);
        break;
    case PRICE_SPEED_COSTS:
        fprintf(out, "Speed costs memory: with %zu in flight, %s %s the least, but %s times as long as %s",
                finding.workers, title_of(finding.cheapest), need(finding.cheapest),
                ratio_text(finding.cheapest->median / finding.fastest->median).text,
                title_of(finding.fastest));
        break;
    }
}

void write_memory(FILE *out, const struct analysis *analysis)
{
    struct price_finding finding = find_price(analysis);

    if (finding.verdict == PRICE_NOT_COMPARABLE)
        return;
    fprintf(
        out,
        "To keep %zu requests in flight, %s takes the least memory, %.1f MiB, and %s the most, %.1f MiB: %s"
        " times as much.",
        finding.workers, title_of(finding.cheapest), finding.cheapest->memory / MEBIBYTE,
        title_of(finding.dearest), finding.dearest->memory / MEBIBYTE,
        ratio_text(finding.dearest->memory / finding.cheapest->memory).text);
}
