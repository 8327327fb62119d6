/*
 * interleave.c - run the program without a lock as the tests of threads do (tests/instrument/explored).
 */
#include "interleave.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../../tests/harness/schedules/exploration.h"
#include "../../tests/harness/schedules/interleaving.h"

#define PROGRAM "build/report/race/threads-explored"

static void keep_step(struct interleaving *interleaving, const struct exploration_step *step)
{
    struct interleaved_step *row = &interleaving->rows[interleaving->count];

    if (interleaving->count == MAX_STEPS || step->thread == 0 || !step->source)
        return;
    row->thread = step->thread;
    row->line = step->line;
    row->wrong = step->wrong;
    snprintf(row->step, sizeof row->step, "%s", step->text);
    snprintf(row->source, sizeof row->source, "%s", step->source);
    interleaving->count++;
}

void interleave(struct interleaving *interleaving, struct facts *facts)
{
    char *report = NULL;
    size_t size = 0;

    interleaving->count = 0;
    FILE *program = access(PROGRAM, X_OK) == 0 ? popen(PROGRAM " --images 2 --status 200", "r") : NULL;
    if (!program)
        return;
    if (getdelim(&report, &size, '\0', program) > 0) {
        struct exploration found = exploration_read(report);
        exploration_find_lines(&found, PROGRAM);
        struct picture picture = picture_of(&found, MAX_STEPS);
        for (size_t i = 0; i < picture.row_count; i++)
            keep_step(interleaving, &found.steps[picture.rows[i]]);
        facts_set(facts, "race_message", "%s", found.message ? found.message : "nothing goes wrong");
        facts_set(facts, "race_schedules", "%ld", found.schedules);
    }
    free(report);
    pclose(program);
}
