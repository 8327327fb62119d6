/*
 * facts_json.c - all sections in order, and the facts about the run itself.
 */
#include "analyse.h"

#include <stdio.h>
#include <stdlib.h>

#include "../records/students.h"
#include "../system/files.h"

#define BUSY_MACHINE 0.5 /* load for each core, before the first measurement */

void put_run(cJSON *facts, const struct evidence *evidence)
{
    cJSON *run = put_object(facts, "run");
    double load = fact_number(&evidence->facts, "load"), cores = fact_number(&evidence->facts, "cores");
    struct interval narrow = {0, 0, 2}, wide = {0, 0, 0};

    for (size_t i = 0; i < evidence->facts.count; i++)
        put_text(run, evidence->facts.list[i].name, "%s", evidence->facts.list[i].value);
    put_flag(run, "busy", load > BUSY_MACHINE * cores);
    put_flag(run, "several_goes", fact_number(&evidence->facts, "goes") > 1);
    put_flag(run, "handout", student_is_reference(&evidence->facts));
    for (size_t i = 0; i < evidence->workers.count; i++) {
        struct interval interval = evidence->workers.list[i].interval;
        if (interval.coverage < narrow.coverage && interval.low > 0)
            narrow = interval;
        if (interval.coverage > wide.coverage && interval.low > 0)
            wide = interval;
    }
    put_percent(run, "coverage_least", narrow.coverage);
    put_percent(run, "coverage_most", wide.coverage);
    put_flag(run, "coverages", wide.coverage > narrow.coverage);
}

cJSON *facts_json(const struct evidence *evidence)
{
    cJSON *facts = cJSON_CreateObject();

    put_run(facts, evidence);
    put_times(facts, evidence);
    put_workers(facts, evidence);
    put_waiting(facts, evidence);
    put_cost(facts, evidence);
    put_reuse(facts, evidence);
    put_work(facts, evidence);
    put_races(facts, evidence);
    put_scale(facts, evidence);
    put_interleaving(facts, evidence);
    put_yours(facts, evidence);
    put_original(facts, evidence);
    put_cache(facts, evidence);
    put_quality(facts, evidence);
    put_conclusions(facts, evidence);
    return facts;
}

int facts_json_save(const struct evidence *evidence, const char *path)
{
    cJSON *facts = facts_json(evidence);
    char *text = cJSON_Print(facts);
    struct whole_file whole;
    FILE *file = text ? whole_file_begin(&whole, path) : NULL;
    int result = -1;

    if (file) {
        for (const char *at = text; *at; at++)
            putc(*at == '\t' ? ' ' : *at, file); /* pandoc reads it as YAML, which forbids tabs */
        putc('\n', file);
        result = whole_file_end(&whole);
    }
    free(text);
    cJSON_Delete(facts);
    return result;
}
