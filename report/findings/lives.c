/*
 * lives.c - how long the cache's results lived: verdict and sentences.
 */
#include "../records/transcript.h"

/* What the original's decorator printed: the counter of each call, and whether it computed. */
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

/* The call that computes again what call `begin` computed, or the count where none does. */
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

static size_t ordinal_of(const struct transcript *transcript, size_t call)
{
    size_t ordinal = 1;

    for (size_t i = 0; i < call; i++)
        ordinal +=
            transcript->calls[i].computed && same_arguments(&transcript->calls[i], &transcript->calls[call]);
    return ordinal;
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
            finding.shortest_ordinal = ordinal_of(transcript, i);
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

static const char *ordinal_text(size_t ordinal)
{
    static const char *const texts[] = {"first", "second", "third", "fourth", "fifth"};

    return ordinal <= sizeof texts / sizeof texts[0] ? texts[ordinal - 1] : "last";
}

static const struct call *shortest(const struct transcript *transcript, const struct cache_finding *finding)
{
    return &transcript->calls[finding->shortest_call - 1];
}

void write_cache_headline(FILE *out, const struct transcript *transcript)
{
    struct cache_finding finding = find_cache(transcript);

    switch (finding.verdict) {
    case CACHE_NO_TRANSCRIPT:
        fprintf(out, "The cache's program printed no transcript");
        break;
    case CACHE_NOTHING_SERVED:
        fprintf(out, "Nothing was served from the cache: every call computed");
        break;
    case CACHE_CUT_SHORT:
        fprintf(out, "One counter for all arguments cuts the %s life of f(%d, %d) short",
                ordinal_text(finding.shortest_ordinal), shortest(transcript, &finding)->first,
                shortest(transcript, &finding)->second);
        break;
    case CACHE_UNEVEN:
        fprintf(out, "The %s life of f(%d, %d) is shorter than another, and no other call explains it",
                ordinal_text(finding.shortest_ordinal), shortest(transcript, &finding)->first,
                shortest(transcript, &finding)->second);
        break;
    case CACHE_EVEN:
        fprintf(out, "Every result that was computed again had served %zu calls", finding.most);
        break;
    }
}

static void write_lives(FILE *out, const struct transcript *transcript, const struct cache_finding *finding)
{
    const struct call *call = finding->shortest_call > 0 ? shortest(transcript, finding) : NULL;

    switch (finding->verdict) {
    case CACHE_NO_TRANSCRIPT:
        return;
    case CACHE_NOTHING_SERVED:
        fprintf(out, "No call was served from the cache.");
        return;
    case CACHE_EVEN:
        fprintf(out, "Each result that was computed again had served %zu calls before.", finding->most);
        return;
    case CACHE_CUT_SHORT:
    case CACHE_UNEVEN:
        break;
    }
    fprintf(out, "The result computed at call %zu served %zu calls; the one computed at call %zu only %zu, ",
            finding->longest_call, finding->most, finding->shortest_call, finding->least);
    fprintf(out, "for f(%d, %d) was computed again at call %zu.", call->first, call->second,
            finding->shortest_end);
    if (finding->verdict == CACHE_CUT_SHORT)
        fprintf(out, " In between, a call with other arguments had moved the same counter.");
}

void write_cache(FILE *out, const struct transcript *transcript)
{
    struct cache_finding finding = find_cache(transcript);

    if (finding.verdict == CACHE_NO_TRANSCRIPT) {
        fprintf(out, "**The cache's program printed no transcript that could be read.** What it printed:");
        return;
    }
    write_lives(out, transcript, &finding);
    if (finding.original_differs == 0)
        fprintf(out, " Counter by counter, it is what the original printed.");
    else
        fprintf(out, " **From call %zu on, it is not what the original printed.**", finding.original_differs);
}
