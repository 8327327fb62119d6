/*
 * cost.c - findings on what concurrency and connections cost.
 */
#include <math.h>

#include "findings.h"
#include "number_text.h"

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

/* Of the reference configurations that keep `workers` requests in flight, which takes the least memory? */
void write_memory(FILE *out, const struct analysis *analysis)
{
    const struct summary *least = NULL, *most = NULL;
    size_t workers = at(analysis, analysis->fastest)->configuration.workers;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = at(analysis, i);
        if (summary->configuration.workers != workers || !has_role(summary, ROLE_REFERENCE) ||
            isnan(summary->memory))
            continue;
        if (!least || summary->memory < least->memory)
            least = summary;
        if (!most || summary->memory > most->memory)
            most = summary;
    }
    if (least == most)
        return;
    fprintf(
        out,
        "To keep %zu requests in flight, %s takes the least memory, %.1f MiB, and %s the most, %.1f MiB: %s"
        " times as much.",
        workers, least->configuration.strategy->title, least->memory / MEBIBYTE,
        most->configuration.strategy->title, most->memory / MEBIBYTE,
        ratio_text(most->memory / least->memory).text);
}

enum ratio_verdict find_connections(const struct analysis *analysis, struct interval *interval)
{
    size_t fresh = find_summary(analysis, "sequential-fresh", 1);

    *interval = (struct interval){NAN, NAN, NAN};
    if (fresh == NOWHERE || analysis->sequential == NOWHERE)
        return RATIO_NO_DIFFERENCE;
    *interval = ratio_interval(wall_sample(at(analysis, fresh)),
                               wall_sample(at(analysis, analysis->sequential)), analysis->seed);
    return find_ratio(*interval);
}

void write_connections(FILE *out, const struct analysis *analysis)
{
    struct interval interval;
    enum ratio_verdict verdict = find_connections(analysis, &interval);
    size_t fresh = find_summary(analysis, "sequential-fresh", 1);

    if (isnan(interval.low)) {
        fprintf(out, "What a new connection for each image costs could not be measured.");
        return;
    }
    double above = at(analysis, fresh)->median, below = at(analysis, analysis->sequential)->median;
    switch (verdict) {
    case RATIO_LARGER:
        fprintf(out, "One download at a time takes %s times as long with a new connection for each image",
                factor_text(above / below).text);
        break;
    case RATIO_NO_DIFFERENCE:
        fprintf(out,
                "With a new connection for each image, one download at a time takes no clearly different "
                "time: %s times as long",
                factor_text(above / below).text);
        break;
    case RATIO_SMALLER:
        fprintf(out,
                "One download at a time takes only %s times as long with a new connection for each image",
                factor_text(above / below).text);
        break;
    }
    fprintf(out,
            " as with one that is kept (95 %% interval %s; %s s against %s s), which is %.2f ms an image.",
            factor_interval_text(interval).text, seconds_text(above).text, seconds_text(below).text,
            1000 * (above - below) / analysis->images);
}
