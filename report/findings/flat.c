/*
 * flat.c - why the original's processes were flat: its mistake, made again and measured.
 */
#include <math.h>
#include <string.h>

#include "../writing/number_text.h"
#include "findings.h"

#define FLAT 1.10 /* times as fast, from the fewest to the most processes: less is no gain to speak of */

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

double most_in_flight(const struct summary *summary)
{
    double most = 0;

    for (size_t i = 0; i < summary->count; i++)
        most = fmax(most, summary->in_flight[i]);
    return most;
}

/* How many times as fast a strategy becomes from the fewest to the most workers. */
static struct interval gain_of(const struct analysis *analysis, const struct optimum *optimum, size_t from,
                               size_t to)
{
    return ratio_interval(wall_sample(at(analysis, optimum->places[from])),
                          wall_sample(at(analysis, optimum->places[to])), analysis->seed);
}

struct flat_finding find_flat(const struct analysis *analysis)
{
    struct flat_finding finding = {.verdict = FLAT_NOT_MEASURED};
    const struct optimum *mistake = find_optimum(analysis, "processes-mistake");

    if (!mistake)
        return finding;
    finding.fewest = at(analysis, mistake->places[0]);
    finding.most = at(analysis, mistake->places[mistake->count - 1]);
    for (size_t i = 0; i < mistake->count; i++)
        finding.in_flight = fmax(finding.in_flight, most_in_flight(at(analysis, mistake->places[i])));
    finding.gain = gain_of(analysis, mistake, 0, mistake->count - 1);
    finding.verdict = finding.in_flight <= 1 && finding.gain.low < FLAT ? FLAT_EXPLAINED : FLAT_NOT_EXPLAINED;
    return finding;
}

/* The same step with the work handed to the children. */
static void write_right_gain(FILE *out, const struct analysis *analysis, const struct flat_finding *finding)
{
    size_t from = find_summary(analysis, "processes", finding->fewest->configuration.workers);
    size_t to = find_summary(analysis, "processes", finding->most->configuration.workers);

    if (from == NOWHERE || to == NOWHERE)
        return;
    struct interval gain =
        ratio_interval(wall_sample(at(analysis, from)), wall_sample(at(analysis, to)), analysis->seed);
    fprintf(out,
            " With the work handed to the children, the same step makes it %s times as fast (%s), with"
            " up to %.0f requests in flight.",
            ratio_text(at(analysis, from)->median / at(analysis, to)->median).text,
            ratio_interval_text(gain).text, most_in_flight(at(analysis, to)));
}

void write_flat_summary(FILE *out, const struct analysis *analysis)
{
    struct flat_finding finding = find_flat(analysis);

    if (finding.verdict == FLAT_EXPLAINED)
        fprintf(
            out,
            "The original's processes did not become faster, as its parent did all the work: that mistake,"
            " made again, never has more than %.0f request in flight.",
            finding.in_flight);
    else if (finding.verdict == FLAT_NOT_EXPLAINED)
        fprintf(out,
                "The mistake of the original's processes, made again, does not explain their flat times.");
}

void write_flat(FILE *out, const struct analysis *analysis)
{
    struct flat_finding finding = find_flat(analysis);

    if (finding.verdict == FLAT_NOT_MEASURED) {
        fprintf(out, "**The program that makes the original's mistake again could not be measured.**");
        return;
    }
    fprintf(out,
            "Made again in C and measured like everything else, in %zu cycles, the mistake never has more "
            "than %.0f %s in"
            " flight, as the server saw it, and from %zu to %zu processes its time changes by a factor of %s "
            "(%s). ",
            finding.fewest->count, finding.in_flight, finding.in_flight == 1 ? "request" : "requests",
            finding.fewest->configuration.workers, finding.most->configuration.workers,
            factor_text(finding.fewest->median / finding.most->median).text,
            factor_interval_text(finding.gain).text);
    if (finding.verdict == FLAT_EXPLAINED)
        fprintf(out, "So that mistake alone makes times flat, as the original's were; they say nothing about "
                     "processes.");
    else
        fprintf(out, "**So here the mistake does not explain why the original's times were flat.**");
    write_right_gain(out, analysis, &finding);
}
