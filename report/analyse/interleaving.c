/*
 * interleaving.c - section "What a missing lock does".
 */
#include "analyse.h"

static void put_step(cJSON *rows, const struct interleaved_step *step)
{
    cJSON *row = add_object(rows);

    put_count(row, "line", (size_t)step->line);
    put_text(row, "first", "%s", step->thread == 1 ? step->step : "");
    put_text(row, "second", "%s", step->thread == 1 ? "" : step->step);
    put_text(row, "source", "`%s`", step->source);
    put_flag(row, "wrong", step->wrong);
}

void put_interleaving(cJSON *facts, const struct evidence *evidence)
{
    cJSON *interleaving = put_object(facts, "interleaving"), *rows = put_list(interleaving, "rows");
    const char *message = fact_text(&evidence->facts, "race_message"),
               *schedules = fact_text(&evidence->facts, "race_schedules");

    put_flag(interleaving, "any", evidence->interleaving.count > 0);
    put_text(interleaving, "message", "%s", message ? message : "");
    put_text(interleaving, "schedules", "%s", schedules ? schedules : "");
    for (size_t i = 0; i < evidence->interleaving.count; i++)
        put_step(rows, &evidence->interleaving.rows[i]);
}
