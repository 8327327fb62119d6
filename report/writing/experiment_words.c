/*
 * experiment_words.c - kept connections and work for the processor, as words of the template.
 */
#include "experiment_words.h"

#include "../plotting/figures.h"

static void add_reuse(struct words *words, const struct evidence *evidence)
{
    const struct reuse *reuse = &evidence->reuse;
    FILE *out = words_begin(words, "connections");

    write_reuse(out, reuse);
    fclose(out);
    out = words_begin(words, "two_changes");
    write_two_changes(out, reuse);
    fclose(out);
    out = words_begin(words, "reuse_figure");
    if (has_reuse_figure(evidence))
        fprintf(
            out,
            "![Connections kept, and a new one for each image. A bar is the interval of a median; the axis is"
            " logarithmic, so that equal lengths are equal factors.](reuse){#fig:reuse}\n");
    fclose(out);
    out = words_begin(words, "reuse_table");
    write_reuse_table(out, reuse);
    if (reuse->count > 0)
        fprintf(out,
                "\n: Kept and fresh connections, %s: median times, and their ratio with its 95 %% interval. "
                "{#tbl:reuse}\n",
                fact_text(&evidence->facts, "reuse"));
    fclose(out);
}

static void add_burden(struct words *words, const struct evidence *evidence)
{
    const struct burden *burden = &evidence->burden;
    FILE *out = words_begin(words, "burden");

    write_burden(out, burden);
    fclose(out);
    out = words_begin(words, "burden_figure");
    if (has_burden_figure(evidence))
        fprintf(
            out,
            "![Work for the processor. A vertical bar is the interval of a median. The shaded zone is out of "
            "reach: all cores together need as long for the work, or the latency for its rounds of waiting."
            "](burden){#fig:burden}\n");
    fclose(out);
    out = words_begin(words, "burden_table");
    write_burden_table(out, burden);
    if (burden->amounts > 0)
        fprintf(out,
                "\n: Median times with work for the processor, %s, and the bounds that all cores and one "
                "alone set. "
                "{#tbl:burden}\n",
                fact_text(&evidence->facts, "work"));
    fclose(out);
}

/* A run that was interrupted has been measured in several goes. */
static void add_goes(struct words *words, const struct facts *facts)
{
    FILE *out = words_begin(words, "in_goes");

    if (fact_number(facts, "goes") > 1)
        fprintf(out, ", in %.0f goes, since it was interrupted", fact_number(facts, "goes"));
    fclose(out);
}

void experiment_words(struct words *words, const struct evidence *evidence)
{
    add_reuse(words, evidence);
    add_burden(words, evidence);
    add_goes(words, &evidence->facts);
}
