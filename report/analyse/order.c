/*
 * order.c - drift, interference, and slow first cycles.
 */
#include "order.h"

#include <math.h>
#include <stdlib.h>

static int compare_places(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;

    return (a->order > b->order) - (a->order < b->order);
}

size_t list_in_order(const struct analysis *analysis, struct ordered list[])
{
    size_t count = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        for (size_t k = 0; k < summary->count && count < ORDERED; k++)
            list[count++] = (struct ordered){
                summary, summary->rows[k]->order, summary->cycle[k], summary->wall[k] / summary->median,
                is_outlier(summary->wall[k], summary->median, summary->deviation)};
    }
    qsort(list, count, sizeof list[0], compare_places);
    return count;
}

double stretch_median(const struct ordered list[], size_t count, size_t place)
{
    double values[STRETCH];

    if (place < STRETCH / 2 || place + STRETCH / 2 >= count)
        return NAN;
    for (size_t i = 0; i < STRETCH; i++)
        values[i] = list[place - STRETCH / 2 + i].relative;
    return median((struct sample){values, NULL, STRETCH});
}

struct stretch farthest_stretch(const struct ordered list[], size_t count)
{
    struct stretch farthest = {1, 0};

    for (size_t i = STRETCH / 2; i + STRETCH / 2 < count; i++) {
        double here = stretch_median(list, count, i);
        if (fabs(log(here)) > fabs(log(farthest.relative)))
            farthest = (struct stretch){here, list[i - STRETCH / 2].order};
    }
    return farthest;
}

struct comparison compare_thirds(const struct ordered list[], size_t count, uint64_t seed)
{
    size_t third = count / 3, cycles[2][third + 1];
    double values[2][third + 1];

    for (size_t i = 0; i < third; i++) {
        values[0][i] = list[i].relative;
        values[1][i] = list[count - third + i].relative;
        cycles[0][i] = list[i].cycle;
        cycles[1][i] = list[count - third + i].cycle;
    }
    return compare((struct sample){values[1], cycles[1], third}, (struct sample){values[0], cycles[0], third},
                   seed);
}

struct first_cycles count_first_cycles(const struct analysis *analysis)
{
    struct first_cycles found = {.chance = NAN};

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->list[i];
        size_t slowest = 0;
        if (summary->count < 2 || summary->cycle[0] != 1)
            continue;
        for (size_t k = 1; k < summary->count; k++)
            slowest = summary->wall[k] >= summary->wall[slowest] ? k : slowest;
        found.eligible++;
        found.slowest += slowest == 0;
        found.expected += 1.0 / summary->count; /* by chance, each cycle is equally often the slowest */
    }
    if (found.eligible > 0)
        found.chance = binomial_at_least(found.eligible, found.expected / found.eligible, found.slowest);
    return found;
}
