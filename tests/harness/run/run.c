/*
 * run.c - turn a scenario into a run: start a server and the program, follow both, and collect the results.
 */
#include "run.h"

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

#include "../../../mock_server/client.h"
#include "../base/failure.h"
#include "../base/test_random.h"
#include "../launch/files.h"
#include "../launch/program.h"
#include "../launch/run_directory.h"
#include "../launch/sandbox.h"
#include "../observe/server.h"
#include "../scenario/scenario.h"
#include "../verdict/grading.h"
#include "../verdict/verdict.h"
#include "debug.h"
#include "execute.h"
#include "monitor.h"
#include "printed.h"

#define IMAGE_BYTES "4096"
#define SMALL_PART  10 /* of the time limit: in a tenth of it a reply has come early */

/* The state of one run. */
struct stage {
    struct scenario scenario;
    struct server_client server;
    char *directory;
    struct expected_image *expected;
    char *into;   /* the directory that --into names */
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

static void set_fault(struct stage *stage, size_t image)
{
    const char *kind = scenario_fault(&stage->scenario, image);
    char line[64];

    if (!kind || strcmp(kind, CONNECTION_REFUSED) == 0 || scenario_blocks(&stage->scenario, image))
        return;
    snprintf(line, sizeof line, "fault %zu %s", image, kind);
    free(command(stage, line));
}

/* Seed and faults go over the control socket, because the program could read a command line. */
static void start_server(struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;
    char lines[MAX_FAULTS + 8][64];
    const char *settings[MAX_FAULTS + 9];
    size_t count = 0;

    snprintf(lines[count++], sizeof lines[0], "images %zu", scenario->images);
    snprintf(lines[count++], sizeof lines[0], "image-bytes %s",
             scenario->image_bytes ? scenario->image_bytes : IMAGE_BYTES);
    snprintf(lines[count++], sizeof lines[0], "seed %zu", draw(1, 1000000000));
    snprintf(lines[count++], sizeof lines[0], "latency %u", scenario->latency);
    for (size_t i = 0; i < count; i++)
        settings[i] = lines[i];
    settings[count] = NULL;
    if (server_start(&stage->server, grading.server, settings) != 0)
        harness_failure("cannot start the mock server %s", grading.server);
    for (size_t i = 1; i <= scenario->images; i++)
        set_fault(stage, i);
}

/* Bind a free port of 127.0.0.1 without listening, so that it refuses connections. Returns the socket. */
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

/* Give the refused images URLs with that port. */
static void refuse_images(struct stage *stage)
{
    unsigned port = 0;

    for (size_t i = 1; i <= stage->scenario.images; i++) {
        struct expected_image *image = &stage->expected[i];
        if (!scenario_has(&stage->scenario, i, CONNECTION_REFUSED))
            continue;
        if (port == 0)
            stage->refusing = bind_silent_port(&port);
        snprintf(image->url, sizeof image->url, "http://127.0.0.1:%u/image/%zu.jpg", port, i);
    }
}

static char *in_directory(const struct stage *stage, const char *name)
{
    char *path;

    if (asprintf(&path, "%s/%s", stage->directory, name) < 0)
        harness_failure("no memory");
    return path;
}

/* The directory of a cycle's images. */
static char *step_directory(const struct stage *stage, size_t cycle)
{
    char *path;

    if (asprintf(&path, "%s/%s/step_%zu", stage->directory, stage->into, cycle) < 0)
        harness_failure("no memory");
    return path;
}

/* "pics", and below it directories with long names, until the path has about `bytes`. */
static char *name_directories(size_t bytes)
{
    enum { MAX_NAME = 200 };
    size_t size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        harness_failure("no memory");
    fputs("pics", out);
    for (size_t length = 4; length < bytes; length += MAX_NAME + 1)
        fprintf(out, "/%0*d", MAX_NAME, 0);
    fclose(out);
    return text;
}

/* Create each directory from the run's down to `path`. */
static void make_directories(const struct stage *stage, char *path)
{
    for (char *end = path + strlen(stage->directory); end; end = strchr(end + 1, '/')) {
        char *next = strchr(end + 1, '/');
        if (next)
            *next = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            harness_failure("cannot make %s: %s", path, strerror(errno));
        if (grading.sandboxed)
            sandbox_own(path);
        if (next)
            *next = '/';
    }
}

static void block_images(const struct stage *stage)
{
    const struct scenario *scenario = &stage->scenario;

    for (size_t cycle = 1; cycle <= scenario->cycles; cycle++) {
        char *step = step_directory(stage, cycle);
        bool made = false;
        for (size_t i = 1; i <= scenario->images; i++) {
            if (!scenario_blocks(scenario, i))
                continue;
            if (!made)
                make_directories(stage, step);
            made = true;
            files_block(step, i, scenario_has(scenario, i, UNSAVABLE));
        }
        free(step);
    }
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
    *stage =
        (struct stage){.scenario = scenario, .into = name_directories(scenario.path_bytes), .refusing = -1};
    start_server(stage);
    char *manifest = command(stage, "manifest");
    stage->expected = expected_images(manifest, scenario.images);
    free(manifest);
    if (!stage->expected)
        harness_failure("cannot parse the mock server's manifest");
    order(stage, "alarm %zu", FLOOD_OF(scenario.images * scenario.cycles), 0);
    refuse_images(stage);
    if (scenario.gate)
        order(stage, "gate %zu", scenario_gate(&scenario), 0);
    hold_replies(stage);
    stage->directory = run_directory_make();
    block_images(stage);
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
    char *arguments[] = {lab,           "--images",     "list", "--into",     stage->into, "--workers",
                         workers,       "--cycles",     cycles, "--outcomes", "outcomes",  "--give-up-after",
                         give_up_after, "--checkpoint", "3",    NULL};
    struct watched_files files = {stage->into, step_directory(stage, 1), stage->expected, scenario->images};
    return execute(arguments, stage->directory, &stage->server, run, &files);
}

/* Read the program's report of the last cycle. It is checked against files and ledger, never trusted. */
static void read_outcomes(const struct stage *stage, struct run *run)
{
    char *path = in_directory(stage, "outcomes");
    FILE *file = files_open(path);
    size_t step, image;
    long outcome;

    for (; file && fscanf(file, "%zu %zu %ld", &step, &image, &outcome) == 3; run->told++) {
        if (image < 1 || image > run->scenario.images)
            continue;
        if (step == run->scenario.cycles)
            run->images[image].outcome = outcome;
        if (run->cycles && step >= 1 && step <= run->scenario.cycles)
            run->cycles[step].images[image].outcome = outcome;
    }
    if (file)
        fclose(file);
    free(path);
}

static void judge_files(struct stage *stage, struct run *run)
{
    char *directory = step_directory(stage, run->scenario.cycles);

    run->saved = files_judge(directory, stage->expected, run->scenario.images, run->images);
    free(directory);
}

/* For a run in which each cycle is judged separately. */
static void judge_cycles(struct stage *stage, struct run *run)
{
    char name[32];

    for (size_t cycle = 1; run->cycles && cycle <= run->scenario.cycles; cycle++) {
        snprintf(name, sizeof name, "pics/step_%zu", cycle);
        char *directory = in_directory(stage, name);
        files_judge(directory, stage->expected, run->scenario.images, run->cycles[cycle].images);
        free(directory);
    }
}

static void prepare_cycles(struct run *run)
{
    run->cycles = calloc(run->scenario.cycles + 1, sizeof *run->cycles);
    for (size_t cycle = 1; run->cycles && cycle <= run->scenario.cycles; cycle++)
        if (!(run->cycles[cycle].images =
                  calloc(run->scenario.images + 1, sizeof *run->cycles[cycle].images)))
            harness_failure("no memory");
    if (!run->cycles)
        harness_failure("no memory");
}

static void clear_stage(struct stage *stage)
{
    server_stop(&stage->server);
    run_directory_remove(stage->directory);
    if (stage->refusing >= 0)
        close(stage->refusing);
}

/* If there is nothing to judge, fail the test and say why. */
static void expect_a_run(const struct run *run, const struct watched *watched)
{
    size_t reachable = scenario_reachable(&run->scenario);

    expect_end(run, watched, run->scenario.cycles, "download_all()");
    if (reachable > 0 && run->server.requests == 0)
        fail_because(NO_REQUEST, "not one request reached the server.\n%s%s", grading.suite->first_step,
                     printed(run));
}

/* Whether a healthy image took longer than allowed, without the lab holding it up. */
static bool gave_up_a_healthy_image(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        if (run->images[i].outcome == -CURLE_OPERATION_TIMEDOUT && !scenario_spoils(&run->scenario, i))
            return true;
    return false;
}

/* Has the server sent each of these whole, in a small part of the time that they had? Then it was not the
 * machine. */
static bool served_them_in_time(const struct run *run)
{
    double limit = run->scenario.give_up_after / 1000.0 / SMALL_PART;

    for (size_t i = 1; i <= run->scenario.images; i++) {
        bool in_time =
            run->images[i].outcome != -CURLE_OPERATION_TIMEDOUT || scenario_spoils(&run->scenario, i);
        for (size_t row = 0; row < run->ledger.count && !in_time; row++)
            in_time = run->ledger.rows[row].image == (long)i && !run->ledger.rows[row].gone &&
                      run->ledger.rows[row].end - run->ledger.rows[row].accepted < limit;
        if (!in_time)
            return false;
    }
    return true;
}

static void count_requests(const struct stage *stage, struct run *run)
{
    for (size_t i = 0; i < run->ledger.count; i++) {
        long image = run->ledger.rows[i].image;
        if (image >= 1 && image <= (long)run->scenario.images)
            run->images[image].requests++;
    }
    for (size_t i = 1; i <= run->scenario.images; i++)
        run->images[i].bytes = stage->expected[i].bytes;
    run->requests_outside += run->server.requests - run->requests_counted;
}

static struct run run_once(struct scenario scenario)
{
    struct run run = {0};
    struct stage stage;

    scenario.workers = scenario.workers ? scenario.workers : 1;
    scenario.cycles = scenario.cycles ? scenario.cycles : 1;
    scenario.give_up_after = scenario.give_up_after ? scenario.give_up_after : NEVER;
    run.scenario = scenario;
    run.expected_at_gate = scenario_gate(&scenario);
    run.images = calloc(scenario.images + 1, sizeof *run.images);
    run.requests_at = calloc(scenario.cycles + 1, sizeof *run.requests_at);
    run.memory = calloc(scenario.cycles + 1, sizeof *run.memory);
    if (!run.images || !run.requests_at || !run.memory)
        harness_failure("no memory");
    if (scenario.call_faults)
        prepare_cycles(&run);
    set_stage(&stage, scenario);

    struct watched watched = run_program(&stage, &run);
    count_requests(&stage, &run);
    judge_files(&stage, &run);
    judge_cycles(&stage, &run);
    read_outcomes(&stage, &run);
    clear_stage(&stage);
    if (!run.report && !grading.debugger) /* these say more */
        expect_a_run(&run, &watched);
    return run;
}

static struct run *kept;
static size_t kept_count;

static void keep(const struct run *run)
{
    kept = reallocarray(kept, kept_count + 1, sizeof *kept);
    if (!kept)
        harness_failure("no memory");
    kept[kept_count++] = *run;
}

const struct run *runs_kept(size_t *count)
{
    *count = kept_count;
    return kept;
}

/*
 * On a busy machine a healthy image may take longer than the scenario allows, and such a run proves nothing.
 * Repeat it with more time: a lab that is to blame will fail again. If the
 * server sent the image early in that run, too, a third one is not needed.
 */
struct run run_lab(struct scenario scenario)
{
    size_t number = suite_begin_scenario();
    struct run run = run_once(scenario);
    for (int more = 2; more > 0 && scenario.give_up_after && gave_up_a_healthy_image(&run); more--) {
        if (more == 1 && served_them_in_time(&run))
            break;
        scenario.give_up_after *= 5;
        run = run_once(scenario);
    }
    run.number = number;
    if ((scenario.build == PLAIN || scenario.gate) && !grading.debugger)
        keep(&run);
    suite_end_scenario(run.report);
    return run;
}
