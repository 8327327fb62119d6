/*
 * judge.c - find out from skeleton, compiler and suite how far a lab is.
 */
#include "judge.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../system/files.h"
#include "../system/interrupt.h"
#include "../system/program.h"
#include "progress.h"

#define SUITE_SECONDS 180 /* longer than the suite's own deadlines */

static bool is_skeleton(const char *lab, const char *source)
{
    char path[PATH_MAX];

    snprintf(path, sizeof path, "build/skeletons/%s/%s.c", lab, lab);
    char *skeleton = read_text(path), *text = read_text(source);
    bool same = skeleton && text && strcmp(skeleton, text) == 0;
    free(skeleton);
    free(text);
    return same;
}

/* If the newer source does not compile, make leaves the older program in place. */
static bool is_built(const char *program, const char *source)
{
    struct stat built, written;

    return stat(program, &built) == 0 && stat(source, &written) == 0 &&
           (built.st_mtim.tv_sec > written.st_mtim.tv_sec ||
            (built.st_mtim.tv_sec == written.st_mtim.tv_sec &&
             built.st_mtim.tv_nsec >= written.st_mtim.tv_nsec));
}

static void judge_by_suite(struct facts *facts, const char *name, const struct strategy *strategy)
{
    char suite[PATH_MAX], line[128];
    const char *const arguments[] = {suite, "--program", strategy->program, NULL};

    snprintf(suite, sizeof suite, "build/tests/%s_test", strategy->lab);
    progress_show("testing your labs", NAN, strategy->lab);
    struct program_run run = run_program(arguments, SUITE_SECONDS);
    progress_clear();
    last_line_of(&run, line, sizeof line);
    const char *score = strstr(line, ": ");
    if (run.status == 0)
        facts_set(facts, name, "green");
    else if (run.status == 1 && score)
        facts_set(facts, name, "red: %s", score + 2);
    else
        facts_set(facts, name, "the suite did not end: %s", run.outcome);
}

void students_judge(struct facts *facts)
{
    char name[32], source[PATH_MAX];

    facts_set(facts, "references", has_solutions() ? "the kit's" : "yours");
    for (const struct strategy *strategy = strategies; strategy->name && !interrupted; strategy++) {
        if (strategy->role != ROLE_YOURS)
            continue;
        student_fact_name(strategy->lab, name);
        snprintf(source, sizeof source, "labs/%s/%s.c", strategy->lab, strategy->lab);
        if (access(source, F_OK) == -1 || is_skeleton(strategy->lab, source))
            facts_set(facts, name, "not begun");
        else if (!is_built(strategy->program, source))
            facts_set(facts, name, "does not compile");
        else
            judge_by_suite(facts, name, strategy);
    }
}

size_t list_measured(const struct facts *facts, struct configuration list[MAX_CONFIGURATIONS])
{
    size_t all = list_configurations(list), count = 0;

    for (size_t i = 0; i < all; i++) {
        if (is_measured(facts, list[i].strategy))
            list[count++] = list[i];
    }
    return count;
}
