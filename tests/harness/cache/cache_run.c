/*
 * cache_run.c - run the cache lab's program with a list of calls.
 */
#include "cache_run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/failure.h"
#include "../base/plural.h"
#include "../base/test_random.h"
#include "../launch/files.h"
#include "../launch/program.h"
#include "../launch/run_directory.h"
#include "../observe/server.h"
#include "../run/debug.h"
#include "../run/execute.h"
#include "../verdict/grading.h"
#include "../verdict/verdict.h"

#define MOST_TOLD     30             /* lines */
#define MAX_TOLD      100            /* characters of a line */
#define NO_DECORATOR  "() returned " /* NULL, or a function of another kind (labs/kit/cache/script.c) */
#define COULD_NOT_RUN 2              /* exit status of a program that does not finish its list */

/* --- The list --- */

static void add_item(struct cache_run *run, struct item item)
{
    struct item *items = reallocarray(run->items, run->count + 1, sizeof *items);

    if (!items)
        harness_failure("no memory");
    run->items = items;
    run->items[run->count++] = item;
}

void decorate(struct cache_run *run, char function, const char *decorators)
{
    add_item(run, (struct item){.kind = DECORATE, .function = function, .decorators = decorators});
}

void call(struct cache_run *run, enum outcome expected, char function, struct arguments args)
{
    add_item(run, (struct item){
                      .kind = CALL, .function = function, .expected = expected, .args = args, .times = 1});
}

void call_times(struct cache_run *run, size_t times, enum outcome expected, char function,
                struct arguments args)
{
    for (size_t i = 0; i < times; i++)
        call(run, expected, function, args);
}

void call_often(struct cache_run *run, unsigned times, char function, struct arguments args)
{
    add_item(run, (struct item){
                      .kind = CALL, .function = function, .expected = DRAWN, .args = args, .times = times});
}

void call_beside(struct cache_run *run, enum outcome expected, char function, struct arguments args)
{
    add_item(run,
             (struct item){
                 .kind = CALL_BESIDE, .function = function, .expected = expected, .args = args, .times = 1});
}

void set_error(struct cache_run *run, char function, int error)
{
    add_item(run, (struct item){.kind = SET_ERROR, .function = function, .number = (unsigned)error});
}

void set_memory(struct cache_run *run, unsigned number)
{
    add_item(run, (struct item){.kind = SET_MEMORY, .number = number});
}

void release(struct cache_run *run, char function)
{
    add_item(run, (struct item){.kind = RELEASE, .function = function});
}

size_t item_line(const struct cache_run *run, size_t i)
{
    size_t line = 0;

    for (size_t j = 0; j <= i; j++)
        line += run->items[j].kind != CALL_BESIDE;
    return line;
}

/* A simultaneous call stands in the same line. */
static void write_item(FILE *file, const struct item *item)
{
    switch (item->kind) {
    case DECORATE:
        fprintf(file, "%c = %s", item->function, item->decorators);
        break;
    case CALL:
    case CALL_BESIDE:
        fprintf(file, "%s%c ", item->kind == CALL ? "" : " ", item->function);
        for (size_t i = 0; i < item->args.size; i++)
            fprintf(file, "%02x", item->args.bytes[i]);
        if (item->times > 1)
            fprintf(file, " x%u", item->times);
        break;
    case SET_ERROR:
        fprintf(file, "error %c %u", item->function, item->number);
        break;
    case SET_MEMORY:
        fprintf(file, "memory %u", item->number);
        break;
    case RELEASE:
        fprintf(file, "release %c", item->function);
        break;
    }
}

static void write_list(const char *directory, const struct cache_run *run)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/list", directory);
    FILE *file = fopen(path, "we");
    for (size_t i = 0; file && i < run->count; i++) {
        if (i > 0 && run->items[i].kind != CALL_BESIDE)
            fputc('\n', file);
        write_item(file, &run->items[i]);
    }
    if (!file || fclose(file) != 0)
        harness_failure("cannot write %s", path);
}

/* --- The list, printed for a debugger's user --- */

static const char *outcome_word(enum outcome outcome)
{
    static const char *const words[] = {[HIT] = "hit", [MISS] = "miss", [FAIL] = "error", [DRAWN] = ""};

    return words[outcome];
}

static bool is_alone(const struct cache_run *run, size_t i)
{
    return run->items[i].kind == CALL && (i + 1 == run->count || run->items[i + 1].kind != CALL_BESIDE);
}

/* Whether item `i` is a single call that equals item `first`, with the same expectation. */
static bool repeats(const struct cache_run *run, size_t first, size_t i)
{
    const struct item *a = &run->items[first], *b = &run->items[i];

    return is_alone(run, first) && is_alone(run, i) && a->function == b->function &&
           a->expected == b->expected && a->times == b->times && arguments_equal(&a->args, &b->args);
}

/* Print the line of the list that begins with item `i`, and the test's expectation if it has one. Equal lines
 * that follow are only counted. Returns the item after them. */
static size_t tell_line(FILE *out, const struct cache_run *run, size_t i)
{
    size_t first = i, times = 1, size;
    char *text = NULL;
    FILE *line = open_memstream(&text, &size);

    if (!line)
        harness_failure("no memory");
    for (; i == first || (i < run->count && run->items[i].kind == CALL_BESIDE); i++)
        write_item(line, &run->items[i]);
    fclose(line);
    fprintf(out, "    %.*s%s", MAX_TOLD, text, size > MAX_TOLD ? "..." : "");
    for (size_t j = first; j < i && run->items[first].kind == CALL && run->items[j].expected != DRAWN; j++)
        fprintf(out, "%s%s", j == first ? "  " : ", ", outcome_word(run->items[j].expected));
    for (; i < run->count && repeats(run, first, i); i++)
        times++;
    if (times > 1)
        fprintf(out, " (%zu times)", times);
    fputc('\n', out);
    free(text);
    return i;
}

static void tell_list(const struct cache_run *run)
{
    char *text = NULL;
    size_t size, i = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        harness_failure("no memory");
    if (run->count == 0)
        fprintf(out, "  the ten calls that make run LAB=cache makes\n");
    else
        fprintf(out, "  the calls in the file list (labs/kit/cache/script.h), and the expected results:\n");
    for (size_t lines = 0; i < run->count && lines < MOST_TOLD; lines++)
        i = tell_line(out, run, i);
    if (i < run->count)
        fprintf(out, "    and so on, %zu more\n", run->count - i);
    if (run->gate)
        fprintf(out, "  the server holds replies until it holds %s, or until no more arrive; then again\n",
                counted(run->gate, "requests"));
    fclose(out);
    debug_tell(text);
}

/* --- The run --- */

/* "line \t times \t error \t events \t result". Returns false for any other line. */
static bool read_row(char *line, struct result_row *row)
{
    char *fields[5];

    for (size_t i = 0; i < 5; i++)
        if (!(fields[i] = strsep(&line, "\t")))
            return false;
    *row = (struct result_row){.line = strtoul(fields[0], NULL, 10),
                               .times = (unsigned)strtoul(fields[1], NULL, 10),
                               .error = (int)strtol(fields[2], NULL, 10),
                               .events = strdup(fields[3]),
                               .result = strdup(fields[4])};
    return row->times > 0 && row->events && row->result;
}

/* Read the program's report. It is checked against the server's values and ledger, never trusted. */
static void read_results(const char *directory, struct cache_run *run)
{
    char path[4096], *line = NULL;
    size_t size = 0, room = 0;
    struct result_row row;

    snprintf(path, sizeof path, "%s/results", directory);
    FILE *file = files_open(path);
    run->rows = NULL;
    run->row_count = 0;
    while (file && getline(&line, &size, file) >= 0) {
        line[strcspn(line, "\n")] = '\0';
        if (!read_row(line, &row))
            break;
        if (run->row_count == room)
            run->rows = reallocarray(run->rows, room = room * 2 + 64, sizeof *run->rows);
        if (!run->rows)
            harness_failure("no memory");
        run->rows[run->row_count++] = row;
    }
    free(line);
    if (file)
        fclose(file);
}

static void start_server(struct cache_run *run, struct server_client *server)
{
    char seed[32], latency[32], gate[32], alarm[32];
    const char *const settings[] = {"images 0", seed, latency, NULL};

    run->seed = draw(1, 1000000000);
    snprintf(seed, sizeof seed, "seed %zu", (size_t)run->seed);
    snprintf(latency, sizeof latency, "latency %u", run->latency);
    if (server_start(server, grading.server, settings) != 0)
        harness_failure("cannot start the mock server %s", grading.server);
    snprintf(alarm, sizeof alarm, "alarm %zu", FLOOD_OF(run->count));
    free(ask_server(server, alarm));
    if (run->gate) {
        snprintf(gate, sizeof gate, "gate %zu", run->gate);
        free(ask_server(server, gate));
        debug_repeat(gate);
    }
}

/* Run the program, with a list if there is one. */
static struct watched run_program(struct cache_run *run)
{
    struct server_client server;
    char *lab = (char *)grading.suite->lab, *directory = run_directory_make();
    const struct watched_files no_images = {.directory = directory};

    run->run.scenario =
        (struct scenario){.build = run->build, .give_up_after = NEVER, .gate_again = run->gate > 0};
    start_server(run, &server);
    write_list(directory, run);
    char *arguments[] = {lab,        "--checkpoint", "3",         "--calls", "list",
                         "--server", server.address, "--results", "results", NULL};
    if (run->count == 0)
        arguments[3] = NULL;
    if (grading.debugger)
        tell_list(run);
    struct watched watched = execute(arguments, directory, &server, &run->run, &no_images);
    read_results(directory, run);
    server_stop(&server);
    run_directory_remove(directory);
    return watched;
}

/* Fail the test if the program did not finish the list. */
static void expect_begun(const struct run *run)
{
    if (run->exit_status == COULD_NOT_RUN)
        fail_because(strstr(run->standard_error, NO_DECORATOR) ? NO_FUNCTION
                     : run->server.requests == 0               ? NO_REQUEST
                                                               : NO_CAUSE,
                     "%s%s", last_words(run->standard_error),
                     run->server.requests == 0 ? grading.suite->first_step : "");
}

void run_calls(struct cache_run *run)
{
    size_t number = suite_begin_scenario();
    struct watched watched = run_program(run);

    run->run.number = number;
    if (!run->run.report && !grading.debugger) { /* these say more */
        expect_end(&run->run, &watched, 1, "the last of the calls");
        expect_begun(&run->run);
    }
    suite_end_scenario(run->run.report);
}

bool try_calls(struct cache_run *run)
{
    const char *debugger = grading.debugger;

    grading.debugger = NULL;
    struct watched watched = run_program(run);
    grading.debugger = debugger;
    return !run->run.report && !watched.hung && !watched.foul && !watched.returned_twice &&
           watched.ended_cycles == 1 && run->run.exit_status != COULD_NOT_RUN && run->run.exit_status >= 0;
}

void expect_transcript(const char *transcript)
{
    struct cache_run run = {0};

    run_calls(&run);
    const char *got = run.run.standard_error, *expected = transcript;
    size_t line = 1;
    while (*expected && strcspn(got, "\n") == strcspn(expected, "\n") &&
           strncmp(got, expected, strcspn(expected, "\n") + 1) == 0) {
        got += strcspn(expected, "\n") + 1;
        expected += strcspn(expected, "\n") + 1;
        line++;
    }
    if (*expected || *got)
        ck_abort_msg("expected: line %zu: %.*s\ngot:      line %zu: %.*s", line, (int)strcspn(expected, "\n"),
                     *expected ? expected : "(the end)", line, (int)strcspn(got, "\n"),
                     *got ? got : "(the end)");
}
