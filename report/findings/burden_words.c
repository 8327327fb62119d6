/*
 * burden_words.c - work for the processor: sentences and the table.
 */
#include <math.h>
#include <string.h>

#include "../writing/number_text.h"
#include "burden.h"
#include "findings.h"

#define WITHIN_ONE_CORE                                                                \
    1.15 /* cores kept busy: its one thread, and what the kernel does for it elsewhere \
          */

/* "threads, processes and hybrid" */
static void write_titles(FILE *out, const struct burden_line *const lines[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", lines[i]->strategy->title);
}

/* "async falls", but "threads fall": some names are plurals. */
static bool is_one(const struct parting_finding *finding)
{
    const char *title = finding->behind[0]->strategy->title;

    return finding->behind_count == 1 && title[strlen(title) - 1] != 's';
}

static double ratio_to_fastest(const struct parting_finding *finding, const struct burden_line *line)
{
    return line->summaries[finding->amount].median / finding->fastest->summaries[finding->amount].median;
}

/* "1.9 times", or "1.3 to 1.9 times", as long as the fastest takes. */
static void write_distance(FILE *out, const struct parting_finding *finding)
{
    const struct burden_line *nearest = finding->behind[0];
    const struct burden_line *farthest = finding->behind[finding->behind_count - 1];

    if (nearest != farthest)
        fprintf(out, "%s to ", ratio_text(ratio_to_fastest(finding, nearest)).text);
    fprintf(out, "%s times as long as %s", ratio_text(ratio_to_fastest(finding, farthest)).text,
            finding->fastest->strategy->title);
}

void write_burden_headline(FILE *out, const struct burden *burden)
{
    struct parting_finding finding = find_parting(burden);

    switch (finding.verdict) {
    case PARTING_NOT_MEASURED:
        fprintf(out, "Work for the processor, for lack of two strategies not compared");
        break;
    case PARTING_DISTURBED:
        fprintf(out, "The machine was too busy to tell who does best where the processor works");
        break;
    case PARTING_NOBODY:
        fprintf(out, "However much the processor has to do, no strategy falls clearly behind");
        break;
    case PARTING_SOME:
        fprintf(out, "Once the processor has much to do, ");
        write_titles(out, finding.behind, finding.behind_count);
        fprintf(out, " %s behind: ", is_one(&finding) ? "falls" : "fall");
        write_distance(out, &finding);
        break;
    }
}

static const struct burden_line *line_of(const struct burden *burden, const char *strategy, size_t amount)
{
    for (size_t i = 0; i < burden->count; i++) {
        if (strcmp(burden->lines[i].strategy->name, strategy) == 0 &&
            burden->lines[i].summaries[amount].count > 0)
            return &burden->lines[i];
    }
    return NULL;
}

static void write_parting(FILE *out, const struct burden *burden, const struct parting_finding *finding)
{
    fprintf(out, "At the most work, %zu times an image, ", burden->times[finding->amount]);
    if (finding->verdict == PARTING_NOBODY) {
        fprintf(out, "no strategy is clearly slower than the fastest, %s, by a tenth or more.",
                finding->fastest->strategy->title);
        return;
    }
    if (finding->level_count > 1) {
        write_titles(out, finding->level, finding->level_count);
        fprintf(out, " stay together, within a tenth of each other or not clearly apart, and ");
    }
    write_titles(out, finding->behind, finding->behind_count);
    fprintf(out, " %s ", is_one(finding) ? "takes" : "take");
    write_distance(out, finding);
    fprintf(out, ". That is so from %zu %s on, the %s that was measured.", burden->times[finding->since],
            burden->times[finding->since] == 1 ? "time" : "times",
            finding->since == 0                 ? "least"
            : finding->since == finding->amount ? "most"
                                                : "least of those above it");
}

/* Is it the one thread of async that holds it back? */
static void write_async(FILE *out, const struct burden *burden, size_t amount)
{
    const struct burden_line *async = line_of(burden, "async", amount);

    if (!async || isnan(burden->once))
        return;
    const struct summary *summary = &async->summaries[amount];
    double busy = cores_busy(summary);
    fprintf(out, " Async kept %s cores busy of %zu: ", factor_text(busy).text, burden->cores);
    if (busy > WITHIN_ONE_CORE)
        fprintf(out, "more than its one thread can explain.");
    else
        fprintf(
            out,
            "it works in one thread, and so on one core, for which the work alone takes %s s; it took %s s.",
            seconds_text(burden->images * burden->times[amount] * burden->once).text,
            seconds_text(summary->median).text);
}

/* The original said that processes pay where the processor is the limit. Against threads, do they? */
static void write_processes(FILE *out, const struct burden *burden, size_t amount)
{
    const struct burden_line *threads = line_of(burden, "threads", amount);
    const struct burden_line *processes = line_of(burden, "processes", amount);

    if (!threads || !processes)
        return;
    struct interval ratio = ratio_interval(wall_sample(&threads->summaries[amount]),
                                           wall_sample(&processes->summaries[amount]), burden->seed);
    double factor = threads->summaries[amount].median / processes->summaries[amount].median;
    fprintf(
        out,
        " The original says that processes pay where the processor is the limit. Against threads, in C, ");
    switch (find_ratio(ratio)) {
    case RATIO_NO_DIFFERENCE:
        fprintf(out, "they do not: they are %s times as fast, which is no clear difference",
                factor_text(factor).text);
        break;
    case RATIO_LARGER:
        fprintf(out, "they do here: they are %s times as fast", factor_text(factor).text);
        break;
    case RATIO_SMALLER:
        fprintf(out, "they do not: they are only %s times as fast", factor_text(factor).text);
        break;
    }
    fprintf(out, " (95 %% interval %s); threads kept %s cores busy, processes %s.",
            factor_interval_text(ratio).text, ratio_text(cores_busy(&threads->summaries[amount])).text,
            ratio_text(cores_busy(&processes->summaries[amount])).text);
}

void write_burden(FILE *out, const struct burden *burden)
{
    struct parting_finding finding = find_parting(burden);

    if (finding.verdict == PARTING_NOT_MEASURED) {
        fprintf(out, "How the strategies do where the processor has to work was not measured.");
        return;
    }
    if (finding.verdict == PARTING_DISTURBED) {
        fprintf(out,
                "At the most work, %zu times an image, even the fastest strategy, %s, kept only %s cores "
                "busy: others "
                "needed the processor meanwhile, and nothing can be concluded from this run.",
                burden->times[finding.amount], finding.fastest->strategy->title,
                factor_text(cores_busy(&finding.fastest->summaries[finding.amount])).text);
        return;
    }
    write_parting(out, burden, &finding);
    write_async(out, burden, finding.amount);
    write_processes(out, burden, finding.amount);
}

void write_burden_table(FILE *out, const struct burden *burden)
{
    if (burden->amounts == 0)
        return;
    fprintf(out, "| Strategy ");
    for (size_t i = 0; i < burden->amounts; i++)
        fprintf(out, "| %zu %s, s ", burden->times[i], burden->times[i] == 1 ? "time" : "times");
    fprintf(out, "| Cores busy at the most |\n|:---");
    for (size_t i = 0; i < burden->amounts; i++)
        fprintf(out, "|---:");
    fprintf(out, "|---:|\n");
    for (size_t k = 0; k < burden->count; k++) {
        const struct summary *summaries = burden->lines[k].summaries;
        const struct summary *most = &summaries[burden->amounts - 1];
        fprintf(out, "| %s ", burden->lines[k].strategy->title);
        for (size_t i = 0; i < burden->amounts; i++) {
            if (summaries[i].count > 0)
                fprintf(out, "| %s ", seconds_text(summaries[i].median).text);
            else
                fprintf(out, "| *%s* ", summaries[i].outcome);
        }
        fprintf(out, "| %s |\n", ratio_text(cores_busy(most)).text);
    }
    if (isnan(burden->once))
        return;
    fprintf(out, "| *bound, all cores* ");
    for (size_t i = 0; i < burden->amounts; i++)
        fprintf(out, "| %s ", seconds_text(burden_bound(burden, i, burden->cores)).text);
    fprintf(out, "| %zu |\n| *bound, one core* ", burden->cores);
    for (size_t i = 0; i < burden->amounts; i++)
        fprintf(out, "| %s ", seconds_text(burden_bound(burden, i, 1)).text);
    fprintf(out, "| 1 |\n");
}
