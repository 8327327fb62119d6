/*
 * explore.c - run a submission under as many schedules as a test has time for.
 */
#include "explore.h"

#include <check.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/descendants.h"
#include "../base/failure.h"
#include "../base/plural.h"
#include "../launch/isolation.h"
#include "../launch/program.h"
#include "../launch/run_directory.h"
#include "../run/debug.h"
#include "../verdict/grading.h"
#include "../verdict/test_process.h"
#include "../verdict/verdict.h"
#include "exploration.h"
#include "interleaving.h"

#define MAX_OPTIONS 16
#define LONGEST \
    300000 /* milliseconds; an exploration takes less than a second, and has no time limit itself */
#define MOST_THREADS 96
#define SUFFIX       "-explored"

static void await_end(struct program *program)
{
    bool ended = false, late = false;

    while (!ended && !late) {
        struct pollfd sources[] = {
            {program->identity, POLLIN, 0}, {program->output, POLLIN, 0}, {program->reports, POLLIN, 0}};
        int ready = poll(sources, sizeof sources / sizeof sources[0], LONGEST);
        if (ready < 0 && errno != EINTR)
            harness_failure("poll: %s", strerror(errno));
        program_drain(program);
        late = ready == 0;
        ended = sources[0].revents != 0;
    }
    program_reap(program, !ended);
}

static struct exploration run(const struct launch *launch)
{
    if (grading.isolated)
        isolation_begin_run();
    struct program program = program_start(launch);
    suite_guard(program.pid);
    await_end(&program);
    suite_guard(0);
    kill_descendants(0);
    if (grading.isolated)
        isolation_clear(launch->program, launch->directory);
    struct exploration found = exploration_read(program.report);
    if (!found.complete)
        harness_failure("%s did not explore the schedules: %s", launch->program, program.text);
    program_forget(&program);
    return found;
}

/* --- The fault --- */

static void write_fault(const struct exploration *found, FILE *out)
{
    fprintf(out,
            "expected: the same result for every order in which the threads may run\ngot:      %s, with %s\n",
            found->message, found->subject);
    if (found->races && strcmp(found->kind, "race") != 0)
        fprintf(out,
                "          (also a data race: threads read and write the same variable without a lock)\n");
    fprintf(out, "The steps that lead there, from top to bottom, with %s:\n\n",
            counted((size_t)found->interruptions, "interruptions"));
    exploration_draw(found, out);
    if (found->unseen)
        fprintf(out, "\n(the tests cannot try every order, because of %s)\n", found->unseen);
}

static void draw_fault(const struct exploration *found)
{
    char *svg = NULL, title[200];
    size_t size;
    FILE *out = open_memstream(&svg, &size);

    if (!out)
        harness_failure("no memory");
    snprintf(title, sizeof title, "%s (%s)", found->message, found->subject);
    exploration_draw_svg(found, title, out);
    fclose(out);
    suite_set_picture(svg);
}

static void fail_with_picture(const struct exploration *found)
{
    size_t size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        harness_failure("no memory");
    if (strcmp(found->kind, "nothing") == 0)
        fail_because(grading.suite->begin[0] ? NO_FUNCTION : NO_REQUEST, "%s.\n%s", found->message,
                     grading.suite->first_step);
    write_fault(found, out);
    fclose(out);
    draw_fault(found);
    ck_abort_msg("%s", text);
}

/* Only a program that works on one thing at a time has no two threads waiting for a reply at once: schedules
 * that interrupt a waiting thread have all been tried. */
static struct exploration alone;

static void expect_together(void)
{
    suite_set_subject("as_many_at_once_as_workers");
    ck_abort_msg("expected: while one thread waits for a reply, another requests the next image, with %s\n"
                 "got:      in none of %s did two threads wait for a reply at once",
                 alone.subject, exploration_covered(&alone));
}

static void note_alone(const struct exploration *found)
{
    bool is_download = !grading.suite->begin[0], is_covered = !found->limited || found->interruptions > 1;

    if (!is_download || !is_covered || found->unseen || found->together > 1)
        return;
    alone = *found;
    suite_check_after(expect_together);
}

/* --- Replay under a debugger --- */

static void debug(struct launch *launch, const struct exploration *found, char *arguments[], size_t count)
{
    if (!found->kind) {
        fprintf(stderr, "No fault in %s, so there is no schedule to show.\n", exploration_covered(found));
        return;
    }
    write_fault(found, stderr);
    arguments[count++] = "--racy";
    arguments[count++] = found->racy ? found->racy : "";
    arguments[count++] = "--replay";
    arguments[count++] = found->schedule;
    arguments[count] = NULL;
    debug_replay(launch);
    exit(EXIT_SUCCESS); /* further explorations would show the same */
}

void expect_every_schedule(const char *const options[])
{
    char path[PATH_MAX], *arguments[MAX_OPTIONS + 8] = {(char *)grading.suite->lab};
    size_t count = 1;
    struct launch launch = {
        .program = path,
        .arguments = arguments,
        .directory = run_directory_make(),
        .sandboxed = grading.sandboxed,
        .isolated = grading.isolated,
        .calls = -1,
        .most_threads = MOST_THREADS,
    };

    suite_begin_scenario();
    snprintf(path, sizeof path, "%s" SUFFIX, grading.program);
    while (options[count - 1] && count < MAX_OPTIONS) {
        arguments[count] = (char *)options[count - 1];
        count++;
    }
    struct exploration found = run(&launch);
    exploration_find_lines(&found, path);
    if (grading.debugger)
        debug(&launch, &found, arguments, count);
    else if (found.kind)
        fail_with_picture(&found);
    else if (found.unseen || (found.limited && found.interruptions > 0))
        suite_note("not every order: %s", exploration_covered(&found));
    else
        note_alone(&found);
    run_directory_remove(launch.directory);
    suite_end_scenario(false);
}
