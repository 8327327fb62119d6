/*
 * race.c - races: verdicts, sentences, and the table of ratios.
 */
#include "race.h"

#include <math.h>
#include <string.h>

#include "../writing/number_text.h"

#define MICRO 1e6

#define MOST_TOLD 2

/* Those whose standing is told in words; the table has everybody. */
struct told {
    const char *names[MOST_TOLD];
    size_t count;
};

static bool takes_part(const struct course_result *race, const char *strategy)
{
    for (size_t i = 0; i < race->analysis.count; i++) {
        if (strcmp(race->analysis.summaries[i].configuration.strategy->name, strategy) == 0)
            return true;
    }
    return false;
}

/* The two that keep most in flight for the least; where neither is measured, the fastest of the others. */
static struct told who_is_told(const struct course_result *race)
{
    static const char *const wanted[MOST_TOLD] = {"async", "hybrid"};
    struct told told = {.count = 0};

    for (size_t i = 0; i < MOST_TOLD; i++) {
        if (takes_part(race, wanted[i]))
            told.names[told.count++] = wanted[i];
    }
    if (told.count == 0 && race->analysis.fastest != NOWHERE)
        told.names[told.count++] =
            race->analysis.summaries[race->analysis.fastest].configuration.strategy->name;
    return told;
}

static const struct summary *summary_of(const struct course_result *race, const char *strategy)
{
    for (size_t i = 0; i < race->analysis.count; i++) {
        const struct summary *summary = &race->analysis.summaries[i];
        if (summary->count > 0 && strcmp(summary->configuration.strategy->name, strategy) == 0)
            return summary;
    }
    return NULL;
}

struct race_finding find_race(const struct course_result *race, const char *strategy)
{
    struct race_finding finding = {.ours = summary_of(race, strategy)};
    uint64_t seed = race->analysis.seed;

    for (size_t i = 0; finding.ours && i < race->analysis.count; i++) {
        const struct summary *peer = &race->analysis.summaries[i];
        if (peer->count == 0 || !has_role(peer, ROLE_PEER))
            continue;
        size_t place = finding.count++;
        finding.peers[place] = peer;
        finding.time[place] = ratio_interval(wall_sample(peer), wall_sample(finding.ours), seed);
        finding.processor[place] =
            ratio_interval(processor_sample(peer), processor_sample(finding.ours), seed);
        finding.is_faster[place] = find_ratio(finding.time[place]);
        finding.is_cheaper[place] = find_ratio(finding.processor[place]);
    }
    return finding;
}

static const char *title_of(const struct summary *summary)
{
    return summary->configuration.strategy->title;
}

static size_t count_of(const enum ratio_verdict verdicts[], size_t count, enum ratio_verdict verdict)
{
    size_t of_these = 0;

    for (size_t i = 0; i < count; i++)
        of_these += verdicts[i] == verdict;
    return of_these;
}

/* "curl -Z (1.7), wget2 (1.3) and aria2c (2.5)": the peers of one verdict. */
static void write_list(FILE *out, const struct race_finding *finding, enum ratio_verdict verdict)
{
    size_t left = count_of(finding->is_faster, finding->count, verdict);
    double ours = finding->ours->median;

    for (size_t i = 0; i < finding->count; i++) {
        if (finding->is_faster[i] != verdict)
            continue;
        fprintf(out, "%s (%s)", title_of(finding->peers[i]),
                ratio_text(finding->peers[i]->median / ours).text);
        left--;
        fputs(left > 1 ? ", " : left == 1 ? " and " : "", out);
    }
}

static void write_speed_standing(FILE *out, const struct race_finding *finding)
{
    static const struct {
        enum ratio_verdict verdict;
        const char *words;
    } parts[] = {{RATIO_LARGER, "is faster than "},
                 {RATIO_NO_DIFFERENCE, "cannot be told from "},
                 {RATIO_SMALLER, "is slower than "}};
    const char *separator = " ";

    fprintf(out, "**%s**", title_of(finding->ours));
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (count_of(finding->is_faster, finding->count, parts[i].verdict) == 0)
            continue;
        fprintf(out, "%s%s", separator, parts[i].words);
        write_list(out, finding, parts[i].verdict);
        separator = "; it ";
    }
    fprintf(out, ".");
}

/* What an image costs, and who does not clearly need more. */
static void write_processor_standing(FILE *out, const struct race_finding *finding, size_t images)
{
    size_t cheaper = count_of(finding->is_cheaper, finding->count, RATIO_LARGER), written = 0;

    fprintf(out, " An image costs it %.0f µs of processor time: ",
            MICRO * median(processor_sample(finding->ours)) / images);
    if (cheaper == finding->count) {
        fprintf(out, "less than any of the others needs.");
        return;
    }
    fprintf(out, "%s",
            cheaper == 0 ? "clearly less than nobody needs" : "clearly less than the others need, but for ");
    for (size_t i = 0; cheaper > 0 && i < finding->count; i++) {
        if (finding->is_cheaper[i] == RATIO_LARGER)
            continue;
        fprintf(out, "%s%s (%.0f µs)", written++ > 0 ? ", " : "", title_of(finding->peers[i]),
                MICRO * median(processor_sample(finding->peers[i])) / images);
    }
    fprintf(out, ".");
}

void write_standing(FILE *out, const struct course_result *race, const char *strategy)
{
    struct race_finding finding = find_race(race, strategy);

    if (!finding.ours) {
        fprintf(out, "**%s** has no time here.", strategy);
        return;
    }
    if (finding.count == 0) {
        fprintf(out, "**%s** has nobody to be held against.", title_of(finding.ours));
        return;
    }
    write_speed_standing(out, &finding);
    write_processor_standing(out, &finding, race->course.images);
}

static void write_ratio_cell(FILE *out, const struct course_result *race, const struct summary *summary,
                             const char *strategy)
{
    const struct summary *ours = summary_of(race, strategy);

    if (!ours || ours == summary) {
        fprintf(out, "| – ");
        return;
    }
    struct interval interval = ratio_interval(wall_sample(summary), wall_sample(ours), race->analysis.seed);
    fprintf(out, "| %s (%s) ", ratio_text(summary->median / ours->median).text,
            ratio_interval_text(interval).text);
}

void write_race_table(FILE *out, const struct course_result *race)
{
    struct told told = who_is_told(race);

    fprintf(out, "| Program | Median, s | Interval, s | Images/s | µs an image |");
    for (size_t i = 0; i < told.count; i++)
        fprintf(out, " %s is |", strategy_named(told.names[i])->title);
    fprintf(out, "\n|:---|---:|---:|---:|---:|");
    for (size_t i = 0; i < told.count; i++)
        fprintf(out, "---:|");
    fprintf(out, "\n");
    for (size_t i = 0; i < race->analysis.count; i++) {
        const struct summary *summary = &race->analysis.summaries[i];
        fprintf(out, "| %s ", title_of(summary));
        if (summary->count == 0) {
            fprintf(out, "| *failed* | – | – | – ");
            for (size_t j = 0; j < told.count; j++)
                fprintf(out, "| – ");
            fprintf(out, "|\n");
            continue;
        }
        fprintf(out, "| %s | %s | %.0f | %.0f ", seconds_text(summary->median).text,
                interval_text(summary->interval).text, race->course.images / summary->median,
                MICRO * median(processor_sample(summary)) / race->course.images);
        for (size_t j = 0; j < told.count; j++)
            write_ratio_cell(out, race, summary, told.names[j]);
        fprintf(out, "|\n");
    }
}

static void write_load(FILE *out, const struct course *course)
{
    fprintf(out, "%zu images of %g KiB, ", course->images, course->image_bytes / 1024.0);
    if (course->latency_ms > 0)
        fprintf(out, "%zu ms latency", course->latency_ms);
    else
        fprintf(out, "no latency");
    fprintf(out, ", %zu at once", course->workers);
}

/* Where latency rules, nobody can be much faster than the bound, and so nobody much faster than another. */
static void write_race_bound(FILE *out, const struct course_result *race)
{
    double bound = time_bound(race->course.images, race->course.workers, race->analysis.latency);
    const struct summary *hybrid = summary_of(race, "hybrid");

    if (race->course.latency_ms == 0)
        return;
    fprintf(out, " Waiting alone takes %s s, which no program with as many requests in flight can beat",
            seconds_text(bound).text);
    if (hybrid)
        fprintf(out, "; hybrid takes %s times that, the start of the program included",
                ratio_text(hybrid->median / bound).text);
    fprintf(out, ".");
}

static void write_race(FILE *out, const struct course_result *race)
{
    fprintf(out, "## ");
    write_load(out, &race->course);
    fprintf(out, "\n\n");
    struct told told = who_is_told(race);
    for (size_t i = 0; i < told.count; i++) {
        write_standing(out, race, told.names[i]);
        fputs(i + 1 < told.count ? " " : "", out);
    }
    write_race_bound(out, race);
    fprintf(out, "\n\n");
    write_race_table(out, race);
    fprintf(out, "\n: ");
    write_load(out, &race->course);
    fprintf(out,
            ": times of whole programs, from start to end, and their processor time. The last columns: how "
            "many times"
            " as fast a strategy is as each of the others, with 95 %% intervals."
            " {#tbl:race-%s}\n\n",
            race->course.name);
}

static size_t count_races(const struct course_results *results)
{
    size_t count = 0;

    for (size_t i = 0; i < results->count; i++)
        count += results->list[i].course.kind == COURSE_RACE;
    return count;
}

void write_races(FILE *out, const struct course_results *results)
{
    if (count_races(results) == 0)
        return;
    fprintf(
        out,
        "# Against other programs\n\n"
        "How do the strategies do beside programs that many people use? All of them fetch the same images "
        "from the"
        " same server, with as many requests in flight, their cycles interleaved. As those programs tell no "
        "time of"
        " their own, everybody's is that of the whole program here, its start included: compare these times "
        "with"
        " each other, not with those above. *curl -Z, immediate* has `--parallel-immediate` besides: it opens"
        " connections at once where it would wait whether one can be shared. *C without libcurl* is a small "
        "program"
        " of the kit's own, one thread with epoll: between it and the strategies lies the price of libcurl, "
        "and of"
        " all that libcurl can do. A number in brackets says how many times as long the other one takes; it"
        " is slower or faster where the 95 %% interval of that ratio, which the table has, does not hold "
        "1.\n\n");
    for (size_t i = 0; i < results->count; i++) {
        if (results->list[i].course.kind == COURSE_RACE)
            write_race(out, &results->list[i]);
    }
}

void write_peers(FILE *out, const struct facts *facts, const struct course_results *results)
{
    const char *found = fact_text(facts, "peers"), *missing = fact_text(facts, "peers_missing");

    if (count_races(results) == 0)
        return;
    fprintf(out, "Races against other programs have servers of their own, and cycles interleaved in the same "
                 "way. A peer's run"
                 " counts if it ends without an error, the server has seen one request for each image, and "
                 "every file is"
                 " there with its full length.");
    if (found)
        fprintf(out, " Peers: %s.", found);
    if (missing)
        fprintf(out, " Not installed, and so not measured: %s; `make setup-peers` installs them.", missing);
    fprintf(out, "\n");
}
