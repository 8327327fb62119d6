/*
 * figure_words.c - the figures with what stands around them, where the data have what is drawn.
 */
#include "figure_words.h"

#include "../findings/findings.h"
#include "../plotting/figures.h"
#include "tables.h"

/* The figure and the table of numbers of workers exist where a strategy was measured with several. */
static void add_workers_figure(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "workers_figure");
    bool mistake = find_optimum(&evidence->analysis, "processes-mistake") != NULL;
    bool yours = has_yours_figure(evidence);

    if (has_workers_figure(evidence)) {
        fprintf(
            out,
            "![Time against the number of workers. A vertical bar is the interval of a median; a point on"
            " the edge of the shaded zone could not be faster with that many workers. The curves are those"
            " of [@eq:model]; straight lines join the points where it does not fit.%s%s%s"
            "](workers){#fig:workers}\n\n",
            mistake || yours ? " Dashed: " : "",
            mistake ? "the original's mistake, made again (see [@tbl:mistake])" : "",
            mistake && yours ? ", and yours."
            : yours          ? "yours."
            : mistake        ? "."
                             : "");
        write_optimum_table(out, &evidence->analysis);
        fprintf(out, "\n: The best number of workers, of those measured. {#tbl:optimum}\n");
    }
    fclose(out);
}

/* What the strategies bring and cost, in three panels. */
static void add_cost_figure(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "cost_figure");

    if (has_cost_figure(evidence))
        fprintf(out,
                "![What more workers bring, and what they cost. %s The"
                " grey line at the left is what no strategy can pass: *c* workers, *c* times as fast.%s]"
                "(cost){#fig:cost}\n",
                evidence->analysis.sequential == NOWHERE ? "One download at a time has no time here; the "
                                                           "speed-up is over the least that it could need, "
                                                           "the latency of every image."
                                                         : "The grey dot is one download at a time.",
                has_yours_figure(evidence) ? " Dashed: yours." : "");
    fclose(out);
}

/* One run of each strategy, request by request. */
static void add_waterfall(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "waterfall");

    if (has_waterfall_figure(evidence)) {
        fprintf(out,
                "[@fig:waterfall] shows it request by request, on a server made slower for it: %d ms"
                " latency in the middle, not the same for all images, %d ms to connect, and %d KiB a second "
                "on each"
                " connection. ",
                TRACED_LATENCY_MS, TRACED_CONNECT_MS, TRACED_KIB_A_SECOND);
        write_overlap(out, &evidence->traces);
        fprintf(out, "\n\n![One run of each strategy, from the server's ledger, in the order of arrival."
                     "](waterfall){#fig:waterfall}\n");
    }
    fclose(out);
}

/* Requests in flight over time, and Little's law by numbers. */
static void add_flight(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "flight");

    if (has_flight_figure(evidence)) {
        fprintf(
            out,
            "Little's law holds for whatever is between the two moments at which one counts. [@fig:flight] "
            "counts at"
            " a server that serves %d requests at once and lets the rest queue, with %d workers and with %d. "
            "The"
            " height is the number in flight, the width the time, and the area under a line the time that all"
            " requests spend there together: more workers make it higher and narrower, until the server is "
            "full. ",
            FLIGHT_CAPACITY, FLIGHT_FEW, FLIGHT_MANY);
        write_plateau(out, &evidence->flight);
        fprintf(
            out,
            "\n\n![Requests in flight, from the server's ledger: one run with many workers and one with few."
            "](flight){#fig:flight}\n\n");
        write_flight_table(out, &evidence->flight);
        fprintf(out, "\n: Little's law in each of these runs: *n* is the product of rate and time, and the "
                     "mean number in"
                     " flight. {#tbl:flight}\n");
    }
    fclose(out);
}

/* How the student's programs do, with a figure where any of them was measured. */
static void add_yours(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "yours");

    write_yours(out, &evidence->facts, &evidence->analysis);
    if (has_yours_figure(evidence))
        fprintf(out, "\n![Every cycle of your programs, with the reference in grey.](yours){#fig:yours}\n");
    fclose(out);
}

/* What the cache's program printed, and its timeline where that could be read. */
static void add_cache(struct words *words, const struct evidence *evidence)
{
    FILE *out = words_begin(words, "cache");

    write_cache(out, &evidence->transcript);
    fprintf(out, "\n");
    if (has_cache_figure(evidence))
        fprintf(
            out,
            "\n![The cache, call by call. Below, what the program prints, from which it is drawn: %d calls"
            " beside each other, to be read row by row.](cache){#fig:cache}\n",
            CALLS_IN_A_ROW);
    fprintf(out, "\n```\n");
    write_transcript(out, &evidence->transcript);
    fprintf(out, "```\n");
    fclose(out);
}

void figure_words(struct words *words, const struct evidence *evidence)
{
    add_workers_figure(words, evidence);
    add_cost_figure(words, evidence);
    add_waterfall(words, evidence);
    add_flight(words, evidence);
    add_yours(words, evidence);
    add_cache(words, evidence);
}
