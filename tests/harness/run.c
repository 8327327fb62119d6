/*
 * run.c - from a scenario to a run: start a server and the program, watch both, gather what came of it.
 */
#include <check.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../mock_server/client.h"
#include "files.h"
#include "program.h"
#include "sandbox.h"
#include "scenario.h"
#include "suite.h"
#include "watch.h"

#define IMAGE_BYTES 4096
#define LONG_ENOUGH 1000 /* seconds: no image is given up unless a scenario wants it */

static const char *const build_suffix[] = {
    [PLAIN] = "", [ADDRESS] = "-address", [THREAD] = "-thread", [PERTURBED] = "-perturbed"};

/* One run, with all that is needed to make it. */
struct stage {
    struct scenario scenario;
    struct server_client server;
    char *directory;
    struct expected_image *expected;
    int refusing; /* a socket bound to a port and not listening, or -1 */
};

static char *command(struct stage *stage, const char *line)
{
    char *reply = server_command(&stage->server, "%s", line);

    if (!reply)
        harness_failure("the mock server does not answer \"%s\"", line);
    return reply;
}

static void order(struct stage *stage, const char *format, size_t a, size_t b)
{
    char line[64];

    snprintf(line, sizeof line, format, a, b);
    free(command(stage, line));
}

/* Seed and faults go over the control socket: a command line could be read by the program. */
static void start_server(struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;
    char lines[16][64];
    const char *settings[17];
    size_t count = 0, most = sizeof scenario->faults / sizeof scenario->faults[0];

    snprintf(lines[count++], sizeof lines[0], "images %zu", scenario->images);
    snprintf(lines[count++], sizeof lines[0], "image-bytes %d", IMAGE_BYTES);
    snprintf(lines[count++], sizeof lines[0], "seed %zu", draw(1, 1000000000));
    snprintf(lines[count++], sizeof lines[0], "latency %u", scenario->latency);
    for (size_t i = 0; i < most && scenario->faults[i].kind; i++)
        snprintf(lines[count++], sizeof lines[0], "fault %zu %s", scenario->faults[i].image,
                 scenario->faults[i].kind);
    for (size_t i = 0; i < count; i++)
        settings[i] = lines[i];
    settings[count] = NULL;
    if (server_start(&stage->server, grading.server, settings) != 0)
        harness_failure("the mock server %s does not start", grading.server);
}

/* Make the URL of the refused image name a port that is ours, and at which nobody listens. */
static void refuse_one(struct stage *stage)
{
    struct expected_image *image = &stage->expected[stage->scenario.refused];
    unsigned port;

    stage->refusing = watch_bind_silent_port(&port);
    snprintf(image->url, sizeof image->url, "http://127.0.0.1:%u/image/%zu.jpg", port,
             stage->scenario.refused);
}

static char *in_directory(const struct stage *stage, const char *name)
{
    char *path;

    if (asprintf(&path, "%s/%s", stage->directory, name) < 0)
        harness_failure("no memory");
    return path;
}

static void block_images(const struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;
    char *pics = in_directory(stage, "pics"), *step = in_directory(stage, "pics/step_1");

    if (scenario->unsavable[0] && (mkdir(pics, 0777) != 0 || mkdir(step, 0777) != 0))
        harness_failure("cannot make %s: %s", step, strerror(errno));
    if (scenario->unsavable[0] && grading.sandboxed) {
        sandbox_own(pics);
        sandbox_own(step);
    }
    for (size_t i = 0; i < sizeof scenario->unsavable / sizeof scenario->unsavable[0]; i++)
        if (scenario->unsavable[i])
            files_block(step, scenario->unsavable[i]);
    free(pics);
    free(step);
}

static void set_stage(struct stage *stage, struct scenario scenario)
{
    *stage = (struct stage){.scenario = scenario, .refusing = -1};
    start_server(stage);
    char *manifest = command(stage, "manifest");
    stage->expected = expected_images(manifest, scenario.images);
    free(manifest);
    if (!stage->expected)
        harness_failure("the mock server's manifest is not understood");
    if (scenario.refused)
        refuse_one(stage);
    if (scenario.gate)
        order(stage, "gate %zu", scenario.images < scenario.workers ? scenario.images : scenario.workers, 0);
    if (scenario.hold)
        order(stage, "hold %zu %zu", scenario.hold, scenario.images - 1);
    stage->directory = files_make_directory(grading.root);
    block_images(stage);
    if (grading.sandboxed)
        sandbox_own(stage->directory);
}

static struct program start_program(const struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;
    char program[4096], workers[24], cycles[24], give_up_after[24];
    char *list = in_directory(stage, "list");

    snprintf(program, sizeof program, "%s%s", grading.program, build_suffix[scenario->build]);
    snprintf(workers, sizeof workers, "%zu", scenario->workers);
    snprintf(cycles, sizeof cycles, "%zu", scenario->cycles);
    snprintf(give_up_after, sizeof give_up_after, "%u", scenario->give_up_after);
    files_write_list(list, stage->expected, scenario->images);

    free(list);
    char *arguments[] = {program,       "--images",     "list", "--into",     "pics",     "--workers",
                         workers,       "--cycles",     cycles, "--outcomes", "outcomes", "--give-up-after",
                         give_up_after, "--checkpoint", "3",    NULL};
    struct launch launch = {
        .program = program,
        .arguments = arguments,
        .directory = stage->directory,
        .sandboxed = grading.sandboxed,
        .bounded = scenario->build == PLAIN || scenario->build == PERTURBED,
    };
    return program_start(&launch);
}

/* The program's own account, of the last cycle. It is held against files and ledger, never believed. */
static void read_outcomes(const struct stage *stage, struct run *run)
{
    char *path = in_directory(stage, "outcomes");
    FILE *file = fopen(path, "re");
    size_t step, image;
    long outcome;

    while (file && fscanf(file, "%zu %zu %ld", &step, &image, &outcome) == 3)
        if (step == run->scenario.cycles && image >= 1 && image <= run->scenario.images)
            run->images[image].outcome = outcome;
    if (file)
        fclose(file);
    free(path);
}

/* What a sanitizer has said among other output, from its first line on; or NULL. */
static char *find_report(char *text)
{
    static const char *const marks[] = {"ERROR: ", "WARNING: ThreadSanitizer", "runtime error: "};
    char *first = NULL;

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        char *found = strstr(text, marks[i]);
        if (found && (!first || found < first))
            first = found;
    }
    while (first && first > text && first[-1] != '\n')
        first--;
    return first;
}

static void judge_server(struct stage *stage, struct run *run)
{
    char *status = command(stage, "status"), *requests = command(stage, "requests");

    run->server.peak_in_flight = status_number(status, "peak");
    run->server.requests = status_number(status, "requests");
    run->server.connections = status_number(status, "connections");
    run->server.beyond = status_number(status, "beyond");
    run->ledger = ledger_read(requests);
    for (size_t i = 1; i <= run->scenario.images; i++)
        run->images[i].requests = ledger_requests(&run->ledger, (long)i);
    free(status);
    free(requests);
}

static void judge_files(struct stage *stage, struct run *run)
{
    static const char *const allowed[] = {"list", "outcomes", NULL};
    char last[32];

    snprintf(last, sizeof last, "pics/step_%zu", run->scenario.cycles);
    char *directory = in_directory(stage, last);
    run->saved = files_judge(directory, stage->expected, run->scenario.images, run->images);
    run->stray_file = files_find_stray(stage->directory, allowed, run->scenario.cycles, run->scenario.images);
    free(directory);
}

static void clear_stage(struct stage *stage)
{
    server_stop(&stage->server);
    files_remove(stage->directory);
    if (stage->refusing >= 0)
        close(stage->refusing);
}

/* The last lines of what the program printed, for a message. */
static const char *last_words(const char *text)
{
    size_t length = strlen(text), lines = 0;

    while (length > 0 && lines < 6)
        if (text[--length] == '\n' && text[length + 1] != '\0')
            lines++;
    return text + length + (length > 0);
}

/* Fail the test where there is nothing to judge, and say why. */
static void expect_a_run(const struct run *run, const struct watched *watched)
{
    size_t reachable = run->scenario.images - (run->scenario.refused ? 1 : 0);

    if (watched->hung)
        ck_abort_msg("download_all() did not return: %s", watched->hung);
    if (watched->foul)
        ck_abort_msg("%s", watched->foul);
    if (watched->returned_twice)
        ck_abort_msg(
            "download_all() returned more often than it was called: a child has left it, too, and does "
            "again what is its parent's to do. A child ends with _exit().");
    if (WIFSIGNALED(watched->status))
        ck_abort_msg("the program crashed: %s (signal %d)\n%s", strsignal(WTERMSIG(watched->status)),
                     WTERMSIG(watched->status), last_words(run->standard_error));
    if (watched->ended_cycles < run->scenario.cycles)
        ck_abort_msg("the program left with exit status %d before download_all() had returned\n%s",
                     run->exit_status, last_words(run->standard_error));
    if (reachable > 0 && run->server.requests == 0)
        ck_abort_msg("not one request reached the server.\n%s", grading.suite->first_step);
}

struct run run_lab(struct scenario scenario)
{
    struct run run = {0};
    struct stage stage;

    scenario.workers = scenario.workers ? scenario.workers : 1;
    scenario.cycles = scenario.cycles ? scenario.cycles : 1;
    scenario.give_up_after = scenario.give_up_after ? scenario.give_up_after : LONG_ENOUGH;
    run.scenario = scenario;
    run.images = calloc(scenario.images + 1, sizeof *run.images);
    if (!run.images)
        harness_failure("no memory");
    set_stage(&stage, scenario);

    struct program program = start_program(&stage);
    suite_guard(program.pid);
    struct watched_files files = {in_directory(&stage, "pics/step_1"), stage.expected, scenario.images};
    struct watched watched = watch(&program, &stage.server, &run, &files);
    suite_guard(0);
    run.exit_status = WIFEXITED(watched.status) ? WEXITSTATUS(watched.status) : -1;
    run.standard_error = program.text;
    if (run.exit_status == HARNESS_FAILED)
        harness_failure("%s", program.text);
    kill_descendants(stage.server.pid);

    judge_server(&stage, &run);
    judge_files(&stage, &run);
    read_outcomes(&stage, &run);
    run.report = find_report(program.text);
    clear_stage(&stage);
    if (!run.report) /* which says more */
        expect_a_run(&run, &watched);
    return run;
}
