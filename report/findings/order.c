/*
 * order.c - drift and interference over the run.
 */
#include <math.h>
#include <stdlib.h>

#include "../writing/number_text.h"
#include "findings.h"

#define WORTH_A_WORD 1.05 /* times as long */
#define LEAST_TIMES  (3 * STRETCH)

static int compare_places(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;

    return (a->order > b->order) - (a->order < b->order);
}

size_t list_in_order(const struct analysis *analysis, struct ordered list[])
{
    size_t count = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        for (size_t k = 0; k < summary->count; k++)
            list[count++] = (struct ordered){
                summary, summary->order[k], summary->cycle[k], summary->wall[k] / summary->median,
                is_outlier(summary->wall[k], summary->median, summary->deviation)};
    }
    qsort(list, count, sizeof list[0], compare_places);
    return count;
}

static struct sample part_of(const struct ordered list[], size_t from, size_t count, double values[])
{
    for (size_t i = 0; i < count; i++)
        values[i] = list[from + i].relative;
    return (struct sample){values, count};
}

double stretch_median(const struct ordered list[], size_t count, size_t place)
{
    double values[STRETCH];

    if (place < STRETCH / 2 || place + STRETCH / 2 >= count)
        return NAN;
    return median(part_of(list, place - STRETCH / 2, STRETCH, values));
}

struct order_finding find_order(const struct ordered list[], size_t count)
{
    struct order_finding finding = {.verdict = ORDER_UNKNOWN};
    size_t third = count / 3;

    if (count < LEAST_TIMES)
        return finding;
    double first[third], last[third];
    struct sample begin = part_of(list, 0, third, first), end = part_of(list, count - third, third, last);
    finding.drift = median(end) / median(begin);
    for (size_t i = STRETCH / 2; i + STRETCH / 2 < count; i++) {
        double here = stretch_median(list, count, i);
        if (here > finding.worst) {
            finding.worst = here;
            finding.worst_from = list[i - STRETCH / 2].order;
        }
    }
    bool differs = finding.drift > WORTH_A_WORD || finding.drift < 1 / WORTH_A_WORD;
    if (differs && !cannot_be_told_apart(begin, end))
        finding.verdict = ORDER_DRIFTED;
    else
        finding.verdict = finding.worst > WORTH_A_WORD ? ORDER_DISTURBED : ORDER_STEADY;
    return finding;
}

static struct order_finding find_order_of(const struct analysis *analysis)
{
    static struct ordered list[MAX_CONFIGURATIONS * MAX_CYCLES]; /* too large for the stack */

    return find_order(list, list_in_order(analysis, list));
}

void write_order_headline(FILE *out, const struct analysis *analysis)
{
    struct order_finding finding = find_order_of(analysis);

    switch (finding.verdict) {
    case ORDER_UNKNOWN:
        fprintf(out, "Too few times to tell whether the machine stayed the same");
        break;
    case ORDER_STEADY:
        fprintf(out, "The machine stayed the same from the first run to the last");
        break;
    case ORDER_DRIFTED:
        fprintf(out, "The machine became %s: the last third of the runs took %s times as long as the first",
                finding.drift > 1 ? "slower" : "faster", factor_text(finding.drift).text);
        break;
    case ORDER_DISTURBED:
        fprintf(out,
                "Something disturbed the runs from number %zu on: %d in a row took %s times as long as usual",
                finding.worst_from, STRETCH, factor_text(finding.worst).text);
        break;
    }
}

void write_order(FILE *out, const struct analysis *analysis)
{
    struct order_finding finding = find_order_of(analysis);

    switch (finding.verdict) {
    case ORDER_UNKNOWN:
        fprintf(out, "There are too few times to tell.");
        return;
    case ORDER_STEADY:
        fprintf(out, "Here no stretch of %d runs is more than 5 %% off.", STRETCH);
        break;
    case ORDER_DRIFTED:
        fprintf(
            out,
            "**Here the machine changed.** As cycles are interleaved it changed for all alike, and ratios "
            "stand; but the seconds are those of this hour.");
        break;
    case ORDER_DISTURBED:
        fprintf(out,
                "**Here the %d runs from number %zu on took %s times as long as usual, in the middle.** As "
                "cycles are interleaved, no strategy has to bear that alone; the medians hardly feel it.",
                STRETCH, finding.worst_from, factor_text(finding.worst).text);
        break;
    }
    fprintf(out, " From the first third of the runs to the last, times changed by a factor of %s.",
            factor_text(finding.drift).text);
}
