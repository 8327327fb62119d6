/*
 * document_words.c - from the analysis to the words of the template.
 */
#include "document_words.h"

#include <ctype.h>
#include <math.h>

#include "../experiments/students.h"
#include "../findings/findings.h"
#include "../findings/race.h"
#include "../findings/scale.h"
#include "../plotting/figures.h"
#include "experiment_words.h"
#include "figure_words.h"
#include "number_text.h"
#include "tables.h"

/* One paragraph: the findings that a reader in a hurry takes along. */
static void add_abstract(struct words *words, const struct evidence *evidence)
{
    const struct analysis *analysis = &evidence->analysis;
    FILE *out = words_begin(words, "abstract");
    const struct strategy *fastest = analysis->summaries[analysis->fastest].configuration.strategy;
    const struct optimum *optimum = find_optimum(analysis, fastest->name);

    write_whose(out, &evidence->facts);
    write_speed(out, analysis);
    putc(' ', out);
    if (optimum)
        write_workers(out, analysis, optimum);
    putc(' ', out);
    write_cost(out, analysis);
    putc(' ', out);
    write_flat_summary(out, analysis);
    fclose(out);
}

/* A list item for each strategy to choose from. */
static void add_workers(struct words *words, const struct analysis *analysis)
{
    FILE *out = words_begin(words, "workers");

    if (has_choice_of_workers(analysis))
        fprintf(out, "A strategy decides how much can be in flight, and at what price. [@fig:workers] and"
                     " [@tbl:optimum] tell how many workers each of them can use on this machine.\n\n");
    for (size_t i = 0; i < analysis->optimum_count; i++) {
        const struct optimum *optimum = &analysis->optima[i];
        if (optimum->strategy->role != ROLE_REFERENCE)
            continue;
        fprintf(out, "- **%c%s.** ", toupper((unsigned char)optimum->strategy->title[0]),
                optimum->strategy->title + 1);
        write_workers(out, analysis, optimum);
        putc(' ', out);
        write_bound(out, analysis, optimum);
        write_model(out, analysis, optimum);
        fprintf(out, "\n");
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
        fprintf(out, " to %s %%, the less the fewer cycles there are", percent_text(most).text);
    fclose(out);
}

/* Findings and tables that follow from the analysis alone. */
static void add_sections(struct words *words, const struct analysis *analysis)
{
    static const struct {
        const char *name;
        void (*write)(FILE *out, const struct analysis *analysis);
    } sections[] = {{"cost", write_cost},
                    {"memory_cost", write_memory},
                    {"quality", write_quality},
                    {"order", write_order},
                    {"conclusions", write_conclusions},
                    {"cost_table", write_cost_table},
                    {"bound_table", write_bound_table}};

    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        FILE *out = words_begin(words, sections[i].name);
        sections[i].write(out, analysis);
        fclose(out);
    }
}

/* The original's mistake is made again with the sequential lab's download_all(), in a handout the student's.
 */
static void add_flat(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "flat");

    if (student_is_reference(&evidence->facts) && !student_is_green(&evidence->facts, "sequential"))
        fprintf(out,
                "The program that makes the original's mistake again downloads with your sequential lab: once"
                " that is green, it is measured here, too.");
    else
        write_flat(out, &evidence->analysis);
    fclose(out);
}

/* What holds the analysis against the original. */
static void add_comparisons(struct words *words, const struct analysis *analysis,
                            const struct original *original)
{
    static const struct {
        const char *name;
        void (*write)(FILE *out, const struct analysis *analysis, const struct original *original);
    } sections[] = {{"original", write_original},
                    {"original_table", write_original_table},
                    {"times_table", write_times_table},
                    {"mistake_table", write_mistake_table}};

    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        FILE *out = words_begin(words, sections[i].name);
        sections[i].write(out, analysis, original);
        fclose(out);
    }
}

/* The sections on other programs and on scale exist where a profile has such courses. */
static void add_courses(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "races");

    write_races(out, &evidence->courses);
    fclose(out);
    out = words_begin(words, "peers_method");
    write_peers(out, &evidence->facts, &evidence->courses);
    fclose(out);
    out = words_begin(words, "scale");
    if (has_scale_figure(evidence)) {
        fprintf(out, "# How the cost grows\n\n"
                     "Without latency an image costs what its processing costs. Times are of whole programs, "
                     "their start"
                     " included, and so is the processor time.\n\n");
        write_scale(out, &evidence->courses);
        fprintf(out, "\n![What more workers and more images cost. Bars are the intervals of the medians.]"
                     "(scale){#fig:scale}\n\n");
        write_scale_table(out, &evidence->courses);
        fprintf(out, "\n: Rate, processor time an image, and memory while all requests wait. {#tbl:scale}\n");
    }
    fclose(out);
}

void document_words(struct words *words, const struct evidence *evidence)
{
    const struct facts *facts = &evidence->facts;

    for (size_t i = 0; i < facts->count; i++)
        words_add(words, facts->list[i].name, facts->list[i].value);
    add_sections(words, &evidence->analysis);
    add_comparisons(words, &evidence->analysis, &evidence->original);
    add_flat(words, evidence);
    add_abstract(words, evidence);
    add_workers(words, &evidence->analysis);
    figure_words(words, evidence);
    add_example(words, &evidence->analysis);
    add_coverage(words, &evidence->analysis);
    experiment_words(words, evidence);
    add_courses(words, evidence);
}
