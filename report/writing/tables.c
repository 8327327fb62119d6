/*
 * tables.c - numbers for those who want them exactly.
 */
#include "tables.h"

#include <math.h>
#include <string.h>

#include "../findings/findings.h"
#include "number_text.h"

static void write_head(FILE *out, const char *head, const char *alignment)
{
    fprintf(out, "%s\n%s\n", head, alignment);
}

static void write_name(FILE *out, const struct summary *summary)
{
    fprintf(out, "| %s | %zu ", summary->configuration.strategy->title, summary->configuration.workers);
}

/* The rest of a row that has no successful cycle; the text names the reason. */
static void write_failure(FILE *out, size_t columns)
{
    fprintf(out, "| *failed* ");
    for (size_t i = 1; i < columns; i++)
        fprintf(out, "| – ");
    fprintf(out, "|\n");
}

static void write_original_times(FILE *out, const struct original_row *row)
{
    if (row)
        fprintf(out, "| %s | %s |\n", seconds_text(mean(original_sample(row))).text,
                seconds_text(median(original_sample(row))).text);
    else
        fprintf(out, "| – | – |\n");
}

/* A strategy to choose from; what makes the original's mistake has a table of its own. */
static bool belongs(const struct summary *summary)
{
    return !has_role(summary, ROLE_MISTAKE);
}

/* What the step from the row above brought, "~" where that cannot be told. */
static void write_step(FILE *out, const struct summary *summary)
{
    if (!summary->has_above)
        fprintf(out, "| – ");
    else if (summary->like_above)
        fprintf(out, "| ~ ");
    else
        fprintf(out, "| ×%s ", ratio_text(summary->median / (summary - 1)->median).text);
}

static void write_times_row(FILE *out, const struct summary *summary, const struct original_row *theirs)
{
    write_name(out, summary);
    if (summary->count == 0)
        fprintf(out, "| *failed* | – | – ");
    else
        fprintf(out, "| %s | %s | %s ", seconds_text(summary->mean).text, seconds_text(summary->median).text,
                interval_text(summary->interval).text);
    write_step(out, summary);
    write_original_times(out, theirs);
}

static bool is_measured(const struct analysis *analysis, const struct original_row *row)
{
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *configuration = &analysis->summaries[i].configuration;
        if (configuration->workers == row->workers &&
            strcmp(configuration->strategy->name, row->strategy) == 0)
            return true;
    }
    return false;
}

void write_times_table(FILE *out, const struct analysis *analysis, const struct original *original)
{
    write_head(out,
               "| Strategy | Workers | Mean, s | Median, s | Interval, s | Step | Original: mean | median |",
               "|:---|---:|---:|---:|---:|---:|---:|---:|");
    for (size_t i = 0; i < analysis->count; i++) {
        const struct configuration *configuration = &analysis->summaries[i].configuration;
        if (!belongs(&analysis->summaries[i]))
            continue;
        write_times_row(out, &analysis->summaries[i],
                        original_row(original, configuration->strategy->name, configuration->workers));
    }
    for (size_t i = 0; i < original->count; i++) {
        const struct original_row *row = &original->rows[i];
        if (!is_measured(analysis, row)) {
            fprintf(out, "| %s | %zu | – | – | – | – ", row->strategy, row->workers);
            write_original_times(out, row);
        }
    }
}

void write_bound_table(FILE *out, const struct analysis *analysis)
{
    write_head(out, "| Strategy | Workers | Bound, s | Median, s | Median / bound | In flight: mean | most |",
               "|:---|---:|---:|---:|---:|---:|---:|");
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (!belongs(summary))
            continue;
        write_name(out, summary);
        if (summary->count == 0) {
            write_failure(out, 5);
            continue;
        }
        fprintf(out, "| %s | %s | %s | %s | %.0f |\n", seconds_text(summary->bound).text,
                seconds_text(summary->median).text, ratio_text(summary->median / summary->bound).text,
                ratio_text(analysis->images * analysis->latency / summary->median).text,
                median((struct sample){summary->in_flight, summary->count}));
    }
}

void write_optimum_table(FILE *out, const struct analysis *analysis)
{
    bool compared = analysis->sequential != NOWHERE;

    if (compared)
        write_head(out,
                   "| Strategy | Best | 95 % interval | Fewest within 5 % | Times as fast as sequential |",
                   "|:---|---:|---:|---:|---:|");
    else
        write_head(out, "| Strategy | Best | 95 % interval | Fewest within 5 % |", "|:---|---:|---:|---:|");
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        const struct summary *best = &analysis->summaries[optimum->best];
        if (!belongs(best))
            continue;
        fprintf(out, "| %s | %zu | %zu to %zu | %zu |", optimum->strategy->title, best->configuration.workers,
                analysis->summaries[optimum->low].configuration.workers,
                analysis->summaries[optimum->high].configuration.workers,
                analysis->summaries[optimum->enough].configuration.workers);
        if (!compared) {
            putc('\n', out);
            continue;
        }
        const struct summary *sequential = &analysis->summaries[analysis->sequential];
        struct interval interval = ratio_interval(wall_sample(sequential), wall_sample(best), analysis->seed);
        fprintf(out, " %s (%s) |\n", ratio_text(sequential->median / best->median).text,
                ratio_interval_text(interval).text);
    }
}

/* A number of MiB, or a dash. */
static void write_memory_cell(FILE *out, const struct summary *summary)
{
    if (isnan(summary->memory))
        fprintf(out, "| – ");
    else
        fprintf(out, "| %.1f ", summary->memory / MEBIBYTE);
}

void write_cost_table(FILE *out, const struct analysis *analysis)
{
    write_head(out,
               "| Strategy | Workers | Processor, s | an image, ms | Memory, MiB | Processes | Connections |",
               "|:---|---:|---:|---:|---:|---:|---:|");
    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (!belongs(summary))
            continue;
        write_name(out, summary);
        if (summary->count == 0) {
            write_failure(out, 5);
            continue;
        }
        double processor = median(processor_sample(summary));
        fprintf(out, "| %.3f | %.2f ", processor, 1000 * processor / analysis->images);
        write_memory_cell(out, summary);
        fprintf(out, "| %zu | %.0f |\n", summary->processes,
                median((struct sample){summary->connections, summary->count}));
    }
}

void write_flight_table(FILE *out, const struct traces *flight)
{
    write_head(out,
               "| Strategy | Workers | Images a second | Time of each, ms | in the queue, ms | *n* | Served "
               "at once |",
               "|:---|---:|---:|---:|---:|---:|---:|");
    for (size_t i = 0; i < flight->count; i++) {
        const struct traced_run *run = &flight->runs[i];
        struct flight numbers = measure_flight(run);
        fprintf(out, "| %s | %zu | %.0f | %.1f | %.1f | %.1f | %.0f |\n",
                strategy_named(run->strategy)->title, run->workers, numbers.rate, 1000 * numbers.time,
                1000 * numbers.queued, numbers.number, numbers.served);
    }
}

/* Median and most in flight of a summary, or dashes. */
static void write_pair(FILE *out, const struct analysis *analysis, size_t place)
{
    if (place == NOWHERE)
        fprintf(out, "| – | – ");
    else
        fprintf(out, "| %s | %.0f ", seconds_text(analysis->summaries[place].median).text,
                most_in_flight(&analysis->summaries[place]));
}

/* The cells of the mistake's own measurements. */
static void write_mistake(FILE *out, const struct analysis *analysis, size_t workers)
{
    const struct summary *mistake = NULL;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (!belongs(summary) && summary->configuration.workers == workers)
            mistake = summary;
    }
    if (!mistake)
        fprintf(out, "– | – | – | – ");
    else if (mistake->count == 0)
        fprintf(out, "*failed* | – | – | – ");
    else
        fprintf(out, "%s | %s | %s | %.0f ", seconds_text(mistake->mean).text,
                seconds_text(mistake->median).text, interval_text(mistake->interval).text,
                most_in_flight(mistake));
}

void write_mistake_table(FILE *out, const struct analysis *analysis, const struct original *original)
{
    write_head(out,
               "| Processes | Parent: mean, s | median, s | interval, s | in flight |"
               " Children: median, s | in flight | Original: mean, s | median, s |",
               "|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (const size_t *workers = strategy_named("processes-mistake")->workers; *workers > 0; workers++) {
        fprintf(out, "| %zu | ", *workers);
        write_mistake(out, analysis, *workers);
        write_pair(out, analysis, find_summary(analysis, "processes", *workers));
        write_original_times(out, original_row(original, "processes", *workers));
    }
}
