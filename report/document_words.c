/*
 * document_words.c - from the analysis to the words of the template.
 */
#include "document_words.h"

#include <math.h>

#include "findings.h"
#include "number_text.h"
#include "tables.h"

/* One paragraph: the findings that a reader in a hurry takes along. */
static void add_abstract(struct words *words, const struct analysis *analysis)
{
    FILE *out = words_begin(words, "abstract");

    write_speed(out, analysis);
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        putc(' ', out);
        write_workers(out, analysis, &analysis->optima[i]);
    }
    putc(' ', out);
    write_cost(out, analysis);
    fclose(out);
}

static void add_workers(struct words *words, const struct analysis *analysis)
{
    FILE *out = words_begin(words, "workers");

    for (size_t i = 0; i < analysis->optimum_count; i++) {
        write_workers(out, analysis, &analysis->optima[i]);
        putc(' ', out);
        write_bound(out, analysis, &analysis->optima[i]);
        fprintf(out, "\n\n");
    }
    fclose(out);
}

/* The figure and the table of numbers of workers exist where a strategy was measured with several. */
static void add_workers_figure(struct words *words, const struct analysis *analysis)
{
    FILE *out = words_begin(words, "workers_figure");

    if (analysis->optimum_count > 0) {
        fprintf(out,
                "![Time against the number of workers. A vertical bar is the interval of a median; a point on"
                " the edge of the shaded zone could not be faster with that many workers."
                "](workers){#fig:workers}\n\n");
        write_optimum_table(out, analysis);
        fprintf(out, "\n: The best number of workers, of those measured. {#tbl:optimum}\n");
    }
    fclose(out);
}

/* What Little's law says of the latency at hand. */
static void add_example(struct words *words, const struct analysis *analysis)
{
    const size_t workers = 10;
    FILE *out = words_begin(words, "example");

    fprintf(out,
            "With one request in flight and %.0f ms for each, at most %.0f images a second arrive, and %zu"
            " images take at least %s s; with %zu in flight it is %.0f a second, and %s s",
            1000 * analysis->latency, 1 / analysis->latency, analysis->images,
            seconds_text(time_bound(analysis->images, 1, analysis->latency)).text, workers,
            workers / analysis->latency,
            seconds_text(time_bound(analysis->images, workers, analysis->latency)).text);
    fclose(out);
}

/* The coverage that the intervals have, which depends on how many cycles succeeded. */
static void add_coverage(struct words *words, const struct analysis *analysis)
{
    FILE *out = words_begin(words, "coverage");
    double least = INFINITY, most = 0;

    for (size_t i = 0; i < analysis->count; i++) {
        const struct summary *summary = &analysis->summaries[i];
        if (summary->count == 0)
            continue;
        least = fmin(least, summary->interval.coverage);
        most = fmax(most, summary->interval.coverage);
    }
    fprintf(out, "%s %%", percent_text(least).text);
    if (most > least)
        fprintf(out, " to %s %%, the less the fewer cycles succeeded", percent_text(most).text);
    fclose(out);
}

void document_words(struct words *words, const struct facts *facts, const struct analysis *analysis,
                    const struct original *original)
{
    static const struct {
        const char *name;
        void (*write)(FILE *out, const struct analysis *analysis);
    } sections[] = {{"cost", write_cost},
                    {"quality", write_quality},
                    {"conclusions", write_conclusions},
                    {"cost_table", write_cost_table},
                    {"bound_table", write_bound_table}};
    FILE *out;

    for (size_t i = 0; i < facts->count; i++)
        words_add(words, facts->list[i].name, facts->list[i].value);
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        out = words_begin(words, sections[i].name);
        sections[i].write(out, analysis);
        fclose(out);
    }
    add_abstract(words, analysis);
    add_workers(words, analysis);
    add_workers_figure(words, analysis);
    add_example(words, analysis);
    add_coverage(words, analysis);
    out = words_begin(words, "original");
    write_original(out, analysis, original);
    fclose(out);
    out = words_begin(words, "times_table");
    write_times_table(out, analysis, original);
    fclose(out);
}
