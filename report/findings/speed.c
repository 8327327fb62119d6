/*
 * speed.c - who is the fastest, and how much faster than one download at a time.
 */
#include "../writing/number_text.h"
#include "findings.h"

#define MAX_NAMED_TIES 3

static const struct summary *at(const struct analysis *analysis, size_t place)
{
    return &analysis->summaries[place];
}

/* "are" after "50 threads", "is" after "sequential". */
static const char *are(const struct configuration *configuration)
{
    return configuration->label[0] >= '0' && configuration->label[0] <= '9' ? "are" : "is";
}

static struct interval wall_ratio(const struct analysis *analysis, size_t above, size_t below)
{
    return ratio_interval(wall_sample(at(analysis, above)), wall_sample(at(analysis, below)), analysis->seed);
}

static bool is_compared(const struct analysis *analysis, size_t place)
{
    return at(analysis, place)->count > 0 && has_role(at(analysis, place), ROLE_REFERENCE);
}

/* Has anything else a time than one download at a time? */
static bool is_alone(const struct analysis *analysis)
{
    for (size_t i = 0; i < analysis->count; i++) {
        if (i != analysis->sequential && is_compared(analysis, i))
            return false;
    }
    return true;
}

struct speed_finding find_speed(const struct analysis *analysis)
{
    struct speed_finding finding = {.verdict = SPEED_WITHOUT_SEQUENTIAL};
    size_t fastest = analysis->fastest, sequential = analysis->sequential;

    for (size_t i = 0; i < analysis->count; i++) {
        if (is_compared(analysis, i) && find_ratio(wall_ratio(analysis, i, fastest)) != RATIO_LARGER)
            finding.tied[finding.tied_count++] = i;
    }
    if (sequential == NOWHERE)
        return finding;
    finding.speed_up = at(analysis, sequential)->median / at(analysis, fastest)->median;
    finding.interval = wall_ratio(analysis, sequential, fastest);
    if (is_alone(analysis))
        finding.verdict = SPEED_ALONE;
    else if (find_ratio(finding.interval) != RATIO_LARGER)
        finding.verdict = SPEED_NOTHING_GAINED;
    else
        finding.verdict = finding.tied_count > 1 ? SPEED_TIE : SPEED_ONE_FASTEST;
    return finding;
}

/* "100 threads and 200 threads", or the fastest and how many others. */
static void write_tied(FILE *out, const struct analysis *analysis, const struct speed_finding *finding)
{
    if (finding->tied_count > MAX_NAMED_TIES) {
        fprintf(out, "%s and %zu others", at(analysis, analysis->fastest)->configuration.label,
                finding->tied_count - 1);
        return;
    }
    for (size_t i = 0; i < finding->tied_count; i++) {
        const char *separator = i == 0 ? "" : i + 1 == finding->tied_count ? " and " : ", ";
        fprintf(out, "%s%s", separator, at(analysis, finding->tied[i])->configuration.label);
    }
}

void write_speed_headline(FILE *out, const struct analysis *analysis)
{
    struct speed_finding finding = find_speed(analysis);
    const struct configuration *fastest = &at(analysis, analysis->fastest)->configuration;

    switch (finding.verdict) {
    case SPEED_WITHOUT_SEQUENTIAL:
        fprintf(out, "The fastest: ");
        write_tied(out, analysis, &finding);
        break;
    case SPEED_ALONE:
        fprintf(out, "One download at a time, and nothing yet to compare it with");
        break;
    case SPEED_NOTHING_GAINED:
        fprintf(out, "Nothing was faster than one download at a time");
        break;
    case SPEED_ONE_FASTEST:
        fprintf(out, "%s %s %s times as fast as one download at a time", fastest->label, are(fastest),
                ratio_text(finding.speed_up).text);
        break;
    case SPEED_TIE:
        write_tied(out, analysis, &finding);
        fprintf(out, ": %s times as fast as one at a time", ratio_text(finding.speed_up).text);
        break;
    }
}

/* "The fastest are 50 threads: 0.10 s for 200 images", or all that are. */
static void write_fastest(FILE *out, const struct analysis *analysis, const struct speed_finding *finding)
{
    const struct summary *fastest = at(analysis, analysis->fastest);

    if (finding->tied_count > 1) {
        write_tied(out, analysis, finding);
        fprintf(out, " cannot be told apart and are the fastest; the smallest median has ");
    } else {
        fprintf(out, "The fastest %s ", are(&fastest->configuration));
    }
    fprintf(out, "%s: %s s for %zu images", fastest->configuration.label, seconds_text(fastest->median).text,
            analysis->images);
}

/* Without the measure of all things, strategies can still be held against each other, each at its best. */
static void write_others(FILE *out, const struct analysis *analysis)
{
    const struct strategy *first = at(analysis, analysis->fastest)->configuration.strategy;
    bool any = false;

    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        if (optimum->strategy->role != ROLE_REFERENCE || optimum->strategy == first)
            continue;
        const struct summary *best = at(analysis, optimum->best);
        fprintf(out, "%s%s %s (%s%s)", any ? ", " : " At their best, the others take so many times as long: ",
                optimum->strategy->title,
                ratio_text(best->median / at(analysis, analysis->fastest)->median).text,
                any ? "" : "95 % interval ",
                ratio_interval_text(wall_ratio(analysis, optimum->best, analysis->fastest)).text);
        any = true;
    }
    if (any)
        fprintf(out, ".");
}

void write_speed(FILE *out, const struct analysis *analysis)
{
    struct speed_finding finding = find_speed(analysis);
    const struct summary *fastest = at(analysis, analysis->fastest);

    switch (finding.verdict) {
    case SPEED_ALONE:
        fprintf(
            out,
            "Only one download at a time has been measured: %s s for %zu images, of which %s s are waiting"
            " for the server. Nothing else has a time to compare that with.",
            seconds_text(fastest->median).text, analysis->images, seconds_text(fastest->bound).text);
        break;
    case SPEED_NOTHING_GAINED:
        fprintf(out, "Nothing was clearly faster than one download at a time (%s s).",
                seconds_text(at(analysis, analysis->sequential)->median).text);
        break;
    case SPEED_WITHOUT_SEQUENTIAL:
        write_fastest(out, analysis, &finding);
        fprintf(out, ".");
        write_others(out, analysis);
        fprintf(out,
                " One download at a time has no time here, so nobody can tell what waiting together gained.");
        break;
    case SPEED_ONE_FASTEST:
    case SPEED_TIE:
        write_fastest(out, analysis, &finding);
        fprintf(out,
                ", where one download at a time takes %s s. That is %s times as fast (95 %% interval %s).",
                seconds_text(at(analysis, analysis->sequential)->median).text,
                ratio_text(finding.speed_up).text, ratio_interval_text(finding.interval).text);
        break;
    }
}
