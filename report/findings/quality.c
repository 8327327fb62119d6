/*
 * quality.c - findings on the measurements themselves, and the comparison with the original's.
 */
#include <math.h>
#include <string.h>

#include "../writing/number_text.h"
#include "findings.h"

#define SAME_LATENCY 0.10 /* relative difference below which seconds can be compared */

/* Has a strategy with several numbers of workers no successful cycle with any of them? Then one sentence
 * does. */
static bool failed_altogether(const struct analysis *analysis, const struct strategy *strategy)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->configuration.strategy == strategy && summary->count > 0)
            return false;
    }
    return !is_single(strategy);
}

static void write_failures(FILE *out, const struct analysis *analysis)
{
    const struct strategy *told = NULL;
    size_t failing = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        const struct strategy *strategy = summary->configuration.strategy;
        if (summary->failed == 0 || strategy == told)
            continue;
        failing++;
        if (failed_altogether(analysis, strategy)) {
            fprintf(out, "**%s failed in every cycle: %s.** ", strategy->title, summary->outcome);
            told = strategy;
        } else {
            fprintf(out, "**%s failed in %zu of %zu cycles: %s.** ", summary->configuration.label,
                    summary->failed, summary->failed + summary->count, summary->outcome);
        }
    }
    if (failing == 0)
        fprintf(out, "Every cycle of every configuration saved all %zu images. ", analysis->images);
}

static void write_outliers(FILE *out, const struct analysis *analysis)
{
    size_t flagged = 0, cycles = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        flagged += analysis->summaries[i].flagged;
        cycles += analysis->summaries[i].count;
    }
    if (flagged == 0)
        fprintf(out, "None of the %zu times is flagged as an outlier.", cycles);
    else
        fprintf(out, "Flagged as outliers, and kept: %zu of the %zu times.", flagged, cycles);
}

/* Is the first cycle slower than every later one? */
static bool first_is_slowest(const struct summary *summary)
{
    for (size_t i = 1; i < summary->count; i++) {
        if (summary->wall[i] >= summary->wall[0])
            return false;
    }
    return true;
}

/* What is measured first might be slow because nothing was warm; by chance each cycle is the slowest equally
 * often. */
static void write_first_cycles(FILE *out, const struct analysis *analysis)
{
    size_t slowest = 0, eligible = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count < 2 || summary->cycle[0] != 1)
            continue;
        eligible++;
        slowest += first_is_slowest(summary);
    }
    if (eligible > 0)
        fprintf(
            out,
            " The first cycle is the slowest in %zu of %zu configurations, where chance alone would make it"
            " about %.1f.",
            slowest, eligible, (double)eligible / analysis->cycles);
}

void write_quality(FILE *out, const struct analysis *analysis)
{
    write_failures(out, analysis);
    write_outliers(out, analysis);
    write_first_cycles(out, analysis);
}

static void write_original_latency(FILE *out, const struct analysis *analysis, const struct original_row *row)
{
    double an_image = mean(original_sample(row)) / ORIGINAL_IMAGES;

    fprintf(
        out,
        "One at a time, the original needed %s s on average for %d images, %.0f ms an image; here the server"
        " waits %.0f ms.",
        seconds_text(mean(original_sample(row))).text, ORIGINAL_IMAGES, 1000 * an_image,
        1000 * analysis->latency);
    if (fabs(an_image - analysis->latency) < SAME_LATENCY * an_image && analysis->images == ORIGINAL_IMAGES)
        fprintf(out, " So its seconds can be compared with ours.");
    else
        fprintf(out, " So compare how the times fall, not the seconds.");
}

/* The original's rows of one strategy, as it measured them: workers ascending. */
static size_t rows_of(const struct original *original, const char *strategy,
                      const struct original_row *rows[])
{
    size_t count = 0;

    for (size_t i = 0; i < original->count; i++) {
        if (strcmp(original->rows[i].strategy, strategy) == 0)
            rows[count++] = &original->rows[i];
    }
    return count;
}

/* From its fewest to its most workers: did the original gain? Then from how many on it was near its best. */
static void write_original_strategy(FILE *out, const struct analysis *analysis,
                                    const struct original *original, const char *strategy)
{
    const struct original_row *rows[MAX_ORIGINAL_ROWS];
    struct sample samples[MAX_ORIGINAL_ROWS];
    size_t count = rows_of(original, strategy, rows);

    if (count < 2)
        return;
    for (size_t i = 0; i < count; i++)
        samples[i] = original_sample(rows[i]);
    struct interval gain = ratio_interval(samples[0], samples[count - 1], analysis->seed);
    fprintf(out, " From %zu to %zu, its %s ", rows[0]->workers, rows[count - 1]->workers, strategy);
    if (find_ratio(gain) != RATIO_LARGER) {
        fprintf(out, "gained nothing (%s times as fast).", ratio_interval_text(gain).text);
        return;
    }
    fprintf(out, "became %s times as fast (%s)",
            ratio_text(median(samples[0]) / median(samples[count - 1])).text, ratio_interval_text(gain).text);
    fprintf(out, ", and %zu were enough to come within 5 %% of its best",
            rows[first_place_within(samples, count, ENOUGH_TOLERANCE)]->workers);
    const struct optimum *ours = find_optimum(analysis, strategy);
    if (ours)
        fprintf(out, "; here it takes %zu", analysis->summaries[ours->enough].configuration.workers);
    fprintf(out, ".");
}

void write_original_table(FILE *out, const struct analysis *analysis, const struct original *original)
{
    const struct original_row *row = original_row(original, "threads", 5);
    double mean_of_timings = row ? mean(original_sample(row)) : NAN;

    (void)analysis;
    if (fabs(mean_of_timings - ORIGINAL_PRINTED_5_THREADS) >= 0.005)
        fprintf(out, "For 5 threads its table gives %.2f s, where the mean of its ten timings is %.2f s.",
                ORIGINAL_PRINTED_5_THREADS, mean_of_timings);
    else
        fprintf(out, "For 5 threads its table gives the mean of its timings, %.2f s.", mean_of_timings);
}

void write_original(FILE *out, const struct analysis *analysis, const struct original *original)
{
    const struct original_row *sequential = original_row(original, "sequential", 1);

    if (sequential)
        write_original_latency(out, analysis, sequential);
    for (size_t i = 0; i < original->count; i++) {
        if (i == 0 || strcmp(original->rows[i].strategy, original->rows[i - 1].strategy) != 0)
            write_original_strategy(out, analysis, original, original->rows[i].strategy);
    }
}
