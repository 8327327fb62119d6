/*
 * run.c - from a scenario to a run: start a server and the program, watch both, gather what came of it.
 */
#include <check.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../mock_server/client.h"
#include "debug.h"
#include "execute.h"
#include "files.h"
#include "program.h"
#include "sandbox.h"
#include "scenario.h"
#include "suite.h"
#include "watch.h"

#define IMAGE_BYTES 4096
#define LONG_ENOUGH 1000000 /* milliseconds: no image is given up unless a scenario wants it */

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
    return ask_server(&stage->server, line);
}

static void order(struct stage *stage, const char *format, size_t a, size_t b)
{
    char line[64];

    snprintf(line, sizeof line, format, a, b);
    free(command(stage, line));
    debug_repeat(line);
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

/* Bind a free port of 127.0.0.1 without listening: whoever connects is refused. Returns the socket. */
static int bind_silent_port(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (silent < 0 || bind(silent, (struct sockaddr *)&address, size) != 0 ||
        getsockname(silent, (struct sockaddr *)&address, &size) != 0)
        harness_failure("cannot bind a port: %s", strerror(errno));
    *port = ntohs(address.sin_port);
    return silent;
}

/* Make the URL of the refused image name a port that is ours, and at which nobody listens. */
static void refuse_one(struct stage *stage)
{
    struct expected_image *image = &stage->expected[stage->scenario.refused];
    unsigned port;

    stage->refusing = bind_silent_port(&port);
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

static void hold_replies(struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;
    size_t held = 0, most = sizeof scenario->hold / sizeof scenario->hold[0];

    while (held < most && scenario->hold[held])
        held++;
    for (size_t i = 0; i < held; i++)
        order(stage, "hold %zu %zu", scenario->hold[i], scenario->images - held);
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
    order(stage, "alarm %zu", FLOOD(scenario.images * scenario.cycles), 0);
    if (scenario.refused)
        refuse_one(stage);
    if (scenario.gate)
        order(stage, "gate %zu", scenario.images < scenario.workers ? scenario.images : scenario.workers, 0);
    hold_replies(stage);
    stage->directory = make_run_directory();
    block_images(stage);
    if (grading.sandboxed)
        sandbox_own(stage->directory);
}

static struct watched run_program(struct stage *stage, struct run *run)
{
    const struct scenario *scenario = &stage->scenario;
    char *lab = (char *)grading.suite->lab, workers[24], cycles[24], give_up_after[24];
    char *list = in_directory(stage, "list");

    snprintf(workers, sizeof workers, "%zu", scenario->workers);
    snprintf(cycles, sizeof cycles, "%zu", scenario->cycles);
    snprintf(give_up_after, sizeof give_up_after, "%u.%03u", scenario->give_up_after / 1000,
             scenario->give_up_after % 1000);
    files_write_list(list, stage->expected, scenario->images);

    free(list);
    char *arguments[] = {lab,           "--images",     "list", "--into",     "pics",     "--workers",
                         workers,       "--cycles",     cycles, "--outcomes", "outcomes", "--give-up-after",
                         give_up_after, "--checkpoint", "3",    NULL};
    struct watched_files files = {in_directory(stage, "pics/step_1"), stage->expected, scenario->images};
    return execute(arguments, stage->directory, &stage->server, run, &files);
}

/* The program's own account, of the last cycle. It is held against files and ledger, never believed. */
static void read_outcomes(const struct stage *stage, struct run *run)
{
    char *path = in_directory(stage, "outcomes");
    FILE *file = files_open(path);
    size_t step, image;
    long outcome;

    for (; file && fscanf(file, "%zu %zu %ld", &step, &image, &outcome) == 3; run->told++)
        if (step == run->scenario.cycles && image >= 1 && image <= run->scenario.images)
            run->images[image].outcome = outcome;
    if (file)
        fclose(file);
    free(path);
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
    remove_run_directory(stage->directory);
    if (stage->refusing >= 0)
        close(stage->refusing);
}

/* Fail the test where there is nothing to judge, and say why. */
static void expect_a_run(const struct run *run, const struct watched *watched)
{
    size_t reachable = run->scenario.images - (run->scenario.refused ? 1 : 0);

    expect_end(run, watched, run->scenario.cycles, "download_all()");
    if (reachable > 0 && run->server.requests == 0)
        fail_because(NO_REQUEST, "not one request reached the server.\n%s", grading.suite->first_step);
}

/* An image with which nothing is wrong has taken longer than one may; or it was the lab that held it up. */
static bool gave_up_a_healthy_image(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        if (run->images[i].outcome == -CURLE_OPERATION_TIMEDOUT && !scenario_spoils(&run->scenario, i))
            return true;
    return false;
}

static struct run run_once(struct scenario scenario)
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

    struct watched watched = run_program(&stage, &run);
    for (size_t i = 1; i <= scenario.images; i++)
        run.images[i].requests = ledger_requests(&run.ledger, (long)i);
    judge_files(&stage, &run);
    read_outcomes(&stage, &run);
    clear_stage(&stage);
    if (!run.report && !grading.debugger) /* which say more */
        expect_a_run(&run, &watched);
    return run;
}

/*
 * On a machine that is busy with other things a healthy image may take longer than the scenario allows, and
 * such a run tells nothing. It is made anew with more time: a lab that is to blame does it again.
 */
struct run run_lab(struct scenario scenario)
{
    size_t number = suite_begin_scenario();
    struct run run = run_once(scenario);
    for (int more = 2; more > 0 && scenario.give_up_after && gave_up_a_healthy_image(&run); more--) {
        scenario.give_up_after *= 5;
        run = run_once(scenario);
    }
    run.number = number;
    suite_end_scenario(run.report);
    return run;
}
