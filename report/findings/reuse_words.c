/*
 * reuse_words.c - kept and fresh connections: sentences and the table.
 */
#include "../writing/number_text.h"
#include "findings.h"
#include "reuse.h"

static const char *title_of(const struct reuse_pair *pair)
{
    return pair->kept.configuration.strategy->title;
}

static struct number_text factor_of(const struct reuse_pair *pair)
{
    return factor_text(pair->fresh.median / pair->kept.median);
}

/* The names of the strategies that are clearly slower (or faster) with fresh connections. */
static void write_names(FILE *out, const struct reuse *reuse, const struct reuse_case *one,
                        enum ratio_verdict verdict, size_t count)
{
    size_t written = 0;

    for (size_t i = 0; i < one->count; i++) {
        const struct reuse_pair *pair = &one->pairs[i];
        if (!can_be_compared(pair) || find_ratio(reuse_interval(reuse, pair)) != verdict)
            continue;
        written++;
        fprintf(out, "%s%s", written == 1 ? "" : written == count ? " and " : ", ", title_of(pair));
    }
}

void write_reuse_headline(FILE *out, const struct reuse *reuse)
{
    const struct reuse_case *one = dearest_case(reuse);
    struct reuse_finding finding = find_reuse(reuse, one);

    switch (finding.verdict) {
    case REUSE_NOT_MEASURED:
        fprintf(out, "Kept and fresh connections could not be compared");
        break;
    case REUSE_NO_DIFFERENCE:
        fprintf(out, "A connection for each image changes nothing, even at %zu ms to connect",
                one->connect_ms);
        break;
    case REUSE_ALL_GAIN:
        fprintf(out, "Where connecting takes %zu ms, a new one for each image costs every strategy %s",
                one->connect_ms, factor_of(finding.least).text);
        if (finding.compared > 1)
            fprintf(out, " to %s", factor_of(finding.most).text);
        fprintf(out, " times");
        break;
    case REUSE_SOME_GAIN:
        fprintf(out, "Where connecting takes %zu ms, keeping connections helps ", one->connect_ms);
        write_names(out, reuse, one, RATIO_LARGER, finding.gain);
        fprintf(out, " alone");
        break;
    case REUSE_SOME_LOSE:
        fprintf(out, "Keeping connections makes ");
        write_names(out, reuse, one, RATIO_SMALLER, finding.lose);
        fprintf(out, " slower");
        break;
    }
}

/* "from 1.02 times (async) to 1.7 times as long (processes)" */
static void write_range(FILE *out, const struct reuse_finding *finding)
{
    if (finding->least == finding->most) {
        fprintf(out, "%s times as long (%s)", factor_of(finding->most).text, title_of(finding->most));
        return;
    }
    fprintf(out, "from %s (%s) to %s times as long (%s)", factor_of(finding->least).text,
            title_of(finding->least), factor_of(finding->most).text, title_of(finding->most));
}

static void write_case(FILE *out, const struct reuse *reuse, const struct reuse_case *one)
{
    struct reuse_finding finding = find_reuse(reuse, one);

    if (one->connect_ms == 0)
        fprintf(out, "Where connecting is free, as on this machine, ");
    else
        fprintf(out, " Where connecting takes %zu ms, %s times the latency, ", one->connect_ms,
                ratio_text(one->connect_ms / (1000 * reuse->latency)).text);
    switch (finding.verdict) {
    case REUSE_NOT_MEASURED:
        fprintf(out, "it could not be measured.");
        return;
    case REUSE_NO_DIFFERENCE:
        fprintf(out, "no strategy takes a clearly different time with a new connection for each image: ");
        break;
    case REUSE_ALL_GAIN:
        fprintf(out, "every strategy takes clearly longer with a new connection for each image: ");
        break;
    case REUSE_SOME_GAIN:
        fprintf(out, "a new connection for each image makes ");
        write_names(out, reuse, one, RATIO_LARGER, finding.gain);
        fprintf(out, " clearly slower, and the others not: ");
        break;
    case REUSE_SOME_LOSE:
        fprintf(out, "a new connection for each image makes ");
        write_names(out, reuse, one, RATIO_SMALLER, finding.lose);
        fprintf(out, " clearly faster, which nothing here explains: ");
        break;
    }
    write_range(out, &finding);
    fprintf(out, ".");
}

void write_reuse(FILE *out, const struct reuse *reuse)
{
    if (reuse->count == 0) {
        fprintf(out, "What a new connection for each image costs was not measured.");
        return;
    }
    for (size_t i = 0; i < reuse->count; i++)
        write_case(out, reuse, &reuse->cases[i]);
}

void write_two_changes(FILE *out, const struct reuse *reuse)
{
    static const char *const conclusions[] = {
        [CHANGES_CONNECTIONS] = "So what looks like the merit of the strategy is that of the connections.",
        [CHANGES_STRATEGY] = "So here it is the strategy that counts, and not the connections.",
        [CHANGES_BOTH] = "So both count, and a comparison that changes both cannot tell how much each does.",
        [CHANGES_NEITHER] = "So neither accounts for it clearly by itself."};
    struct two_changes_finding finding = find_two_changes(reuse);

    if (finding.verdict == CHANGES_NOT_MEASURED) {
        fprintf(out, "Threads and async could not be measured with kept and with fresh connections.");
        return;
    }
    double fresh = finding.threads_fresh->median, kept = finding.threads_kept->median;
    double async = finding.async_kept->median;
    fprintf(out,
            "Made again with %zu workers and %zu ms to connect, async with kept connections is %s times as "
            "fast as"
            " threads with fresh ones (95 %% interval %s). ",
            finding.async_kept->configuration.workers, dearest_case(reuse)->connect_ms,
            factor_text(fresh / async).text, factor_interval_text(finding.together).text);
    if (finding.verdict == CHANGES_NOTHING) {
        fprintf(out, "So here the two changes together gain nothing.");
        return;
    }
    fprintf(out,
            "One change at a time: keeping the connections makes the threads %s times as fast (%s), and "
            "going from"
            " these threads to async makes it %s times as fast (%s). %s",
            factor_text(fresh / kept).text, factor_interval_text(finding.connections).text,
            factor_text(kept / async).text, factor_interval_text(finding.strategy).text,
            conclusions[finding.verdict]);
}

/* Kept, fresh and their ratio, or what went wrong. */
static void write_pair(FILE *out, const struct reuse *reuse, const struct reuse_pair *pair)
{
    const struct summary *failed = pair->kept.count == 0 ? &pair->kept : &pair->fresh;

    if (!can_be_compared(pair)) {
        fprintf(out, "| *failed* | – | %s ", failed->outcome);
        return;
    }
    fprintf(out, "| %s | %s | %s (%s) ", seconds_text(pair->kept.median).text,
            seconds_text(pair->fresh.median).text, factor_of(pair).text,
            factor_interval_text(reuse_interval(reuse, pair)).text);
}

void write_reuse_table(FILE *out, const struct reuse *reuse)
{
    if (reuse->count == 0)
        return;
    fprintf(out, "| Strategy | Workers ");
    for (size_t i = 0; i < reuse->count; i++)
        fprintf(out, "| %zu ms: kept, s | fresh, s | fresh / kept ", reuse->cases[i].connect_ms);
    fprintf(out, "|\n|:---|---:");
    for (size_t i = 0; i < reuse->count; i++)
        fprintf(out, "|---:|---:|---:");
    fprintf(out, "|\n");
    for (size_t k = 0; k < reuse->cases[0].count; k++) {
        const struct configuration *configuration = &reuse->cases[0].pairs[k].kept.configuration;
        fprintf(out, "| %s | %zu ", configuration->strategy->title, configuration->workers);
        for (size_t i = 0; i < reuse->count; i++) {
            if (k < reuse->cases[i].count)
                write_pair(out, reuse, &reuse->cases[i].pairs[k]);
            else
                fprintf(out, "| – | – | – ");
        }
        fprintf(out, "|\n");
    }
}
