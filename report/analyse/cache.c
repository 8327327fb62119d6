/*
 * cache.c - how long the results of the original's cache lived.
 */
#include "cache.h"

/* What the original's decorator printed: for each call, the counter and whether it was a miss. */
static const struct {
    size_t counter;
    bool computed;
} original_calls[] = {{0, true},  {1, false}, {2, false}, {3, false}, {4, true},
                      {1, false}, {2, true},  {3, false}, {4, true},  {1, false}};

#define ORIGINAL_CALLS (sizeof original_calls / sizeof original_calls[0])

static bool same_arguments(const struct call *a, const struct call *b)
{
    return a->first == b->first && a->second == b->second;
}

/* The call that recomputes the result of call `begin`; the number of calls if none does. */
static size_t end_of_life(const struct transcript *transcript, size_t begin, size_t *served, size_t *foreign)
{
    const struct call *calls = transcript->calls;
    size_t end = begin + 1;

    *served = *foreign = 0;
    for (; end < transcript->count; end++) {
        bool same = same_arguments(&calls[begin], &calls[end]);
        if (same && calls[end].computed)
            break;
        *served += same;
        *foreign += !same;
    }
    return end;
}

static size_t first_difference(const struct transcript *transcript)
{
    size_t i = 0;

    while (i < transcript->count && i < ORIGINAL_CALLS &&
           transcript->calls[i].counter == original_calls[i].counter &&
           transcript->calls[i].computed == original_calls[i].computed &&
           transcript->calls[i].result == transcript->calls[i].first + transcript->calls[i].second)
        i++;
    return i == transcript->count && i == ORIGINAL_CALLS ? 0 : i + 1;
}

struct cache_finding find_cache(const struct transcript *transcript)
{
    struct cache_finding finding = {.verdict = CACHE_NO_TRANSCRIPT, .least = (size_t)-1};
    size_t served, foreign, foreign_of_shortest = 0, all_served = 0;

    if (transcript->count == 0)
        return finding;
    for (size_t i = 0; i < transcript->count; i++) {
        all_served += !transcript->calls[i].computed;
        if (!transcript->calls[i].computed)
            continue;
        size_t end = end_of_life(transcript, i, &served, &foreign);
        if (served > finding.most) {
            finding.most = served;
            finding.longest_call = i + 1;
        }
        if (end < transcript->count && served < finding.least) {
            finding.least = served;
            finding.shortest_call = i + 1;
            finding.shortest_end = end + 1;
            foreign_of_shortest = foreign;
        }
    }
    finding.original_differs = first_difference(transcript);
    if (all_served == 0)
        finding.verdict = CACHE_NOTHING_SERVED;
    else if (finding.shortest_call == 0 || finding.least == finding.most)
        finding.verdict = CACHE_EVEN;
    else
        finding.verdict = foreign_of_shortest > 0 ? CACHE_CUT_SHORT : CACHE_UNEVEN;
    return finding;
}

void put_cache(cJSON *facts, const struct evidence *evidence)
{
    const struct transcript *transcript = &evidence->transcript;
    struct cache_finding finding = find_cache(transcript);
    cJSON *cache = put_object(facts, "cache");

    put_flag(cache, "drawn", transcript->count > 0);
    put_flag(cache, "nothing_served", finding.verdict == CACHE_NOTHING_SERVED);
    put_flag(cache, "cut_short", finding.verdict == CACHE_CUT_SHORT);
    put_flag(cache, "uneven", finding.verdict == CACHE_UNEVEN);
    put_flag(cache, "even", finding.verdict == CACHE_EVEN);
    put_flag(cache, "as_original", finding.original_differs == 0);
    put_count(cache, "differs_at", finding.original_differs);
    put_count(cache, "most", finding.most);
    put_count(cache, "longest_call", finding.longest_call);
    put_count(cache, "least", finding.least == (size_t)-1 ? 0 : finding.least);
    put_count(cache, "shortest_call", finding.shortest_call);
    put_count(cache, "shortest_end", finding.shortest_end);
    if (finding.shortest_call > 0)
        put_text(cache, "call", "f(%d, %d)", transcript->calls[finding.shortest_call - 1].first,
                 transcript->calls[finding.shortest_call - 1].second);
}
