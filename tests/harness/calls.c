/*
 * calls.c - run the cache lab's program over a list of calls.
 */
#include "calls.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "debug.h"
#include "execute.h"
#include "files.h"
#include "program.h"
#include "run_directory.h"
#include "sandbox.h"
#include "suite.h"
#include "words.h"

#define LONG_ENOUGH   1000000        /* milliseconds: no reply is held for longer */
#define MOST_TOLD     30             /* lines */
#define NO_DECORATOR  "() returned " /* NULL, or what is of another kind (labs/kit/cache/script.c) */
#define COULD_NOT_RUN 2              /* the program's exit status where it does not get through its list */

/* --- The list ------------------------------------------------------------------------------------------ */

static void add_item(struct calls *calls, struct item item)
{
    struct item *items = reallocarray(calls->items, calls->count + 1, sizeof *items);

    if (!items)
        harness_failure("no memory");
    calls->items = items;
    calls->items[calls->count++] = item;
}

void decorate(struct calls *calls, char function, const char *decorators)
{
    add_item(calls, (struct item){.kind = DECORATE, .function = function, .decorators = decorators});
}

void call(struct calls *calls, enum due due, char function, struct pair pair)
{
    add_item(calls, (struct item){.kind = CALL, .function = function, .due = due, .pair = pair});
}

void call_times(struct calls *calls, size_t times, enum due due, char function, struct pair pair)
{
    for (size_t i = 0; i < times; i++)
        call(calls, due, function, pair);
}

void call_beside(struct calls *calls, enum due due, struct pair pair)
{
    char function = calls->items[calls->count - 1].function;

    add_item(calls, (struct item){.kind = CALL_BESIDE, .function = function, .due = due, .pair = pair});
}

void break_server(struct calls *calls)
{
    add_item(calls, (struct item){.kind = BREAK});
}

void mend_server(struct calls *calls)
{
    add_item(calls, (struct item){.kind = MEND});
}

void release(struct calls *calls, char function)
{
    add_item(calls, (struct item){.kind = RELEASE, .function = function});
}

struct pair draw_pair(void)
{
    return (struct pair){(long)draw(1, 1000000), (long)draw(1, 1000000)};
}

/* A call beside another stands in the same line. */
static void write_item(FILE *file, const struct item *item)
{
    switch (item->kind) {
    case DECORATE:
        fprintf(file, "%c = %s", item->function, item->decorators);
        break;
    case CALL:
        fprintf(file, "%c %ld,%ld", item->function, item->pair.first, item->pair.second);
        break;
    case CALL_BESIDE:
        fprintf(file, " %ld,%ld", item->pair.first, item->pair.second);
        break;
    case BREAK:
        fprintf(file, "break");
        break;
    case MEND:
        fprintf(file, "mend");
        break;
    case RELEASE:
        fprintf(file, "release %c", item->function);
        break;
    }
}

static void write_list(const char *directory, const struct calls *calls)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/list", directory);
    FILE *file = fopen(path, "we");
    for (size_t i = 0; file && i < calls->count; i++) {
        if (i > 0 && calls->items[i].kind != CALL_BESIDE)
            fputc('\n', file);
        write_item(file, &calls->items[i]);
    }
    if (!file || fclose(file) != 0)
        harness_failure("cannot write %s", path);
}

/* --- The list, told to who debugs ---------------------------------------------------------------------- */

static bool has_beside(const struct calls *calls, size_t i)
{
    return i + 1 < calls->count && calls->items[i + 1].kind == CALL_BESIDE;
}

/* Is item `i` a call alone, the same as item `first`, and is the same due of it? */
static bool repeats(const struct calls *calls, size_t first, size_t i)
{
    const struct item *a = &calls->items[first], *b = &calls->items[i];

    return a->kind == CALL && b->kind == CALL && !has_beside(calls, first) && !has_beside(calls, i) &&
           a->function == b->function && a->due == b->due && a->pair.first == b->pair.first &&
           a->pair.second == b->pair.second;
}

/* Of a build with a sanitizer only the reports are. */
static bool is_judged(const struct calls *calls)
{
    return !build_is_sanitized(calls->build);
}

/* The line of the list that begins with item `i`, and what is due where that is judged; equal ones that
 * follow are counted. Returns the item after them. */
static size_t tell_line(FILE *out, const struct calls *calls, size_t i)
{
    size_t first = i, times = 1;

    fprintf(out, "    ");
    for (; i == first || (i < calls->count && calls->items[i].kind == CALL_BESIDE); i++)
        write_item(out, &calls->items[i]);
    for (size_t j = first; j < i && calls->items[first].kind == CALL && is_judged(calls); j++)
        fprintf(out, "%s%s", j == first ? "  " : ", ", due_word(calls->items[j].due));
    for (; i < calls->count && repeats(calls, first, i); i++)
        times++;
    if (times > 1)
        fprintf(out, " (%zu times)", times);
    fputc('\n', out);
    return i;
}

static void tell_list(const struct calls *calls)
{
    char *text = NULL;
    size_t size, i = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        harness_failure("no memory");
    if (calls->count == 0)
        fprintf(out, "  the ten calls that make run LAB=cache makes\n");
    else
        fprintf(out, "  the calls in the file list (labs/kit/cache/script.h)%s:\n",
                is_judged(calls) ? ", and what is due" : "");
    for (size_t lines = 0; i < calls->count && lines < MOST_TOLD; lines++)
        i = tell_line(out, calls, i);
    if (i < calls->count)
        fprintf(out, "    and so on, %zu more\n", calls->count - i);
    if (calls->gate)
        fprintf(out, "  replies are held back until %s come, or no more come, again and again\n",
                counted(calls->gate, "requests have"));
    fclose(out);
    debug_tell(text);
}

/* --- The run ------------------------------------------------------------------------------------------- */

static bool has_result(const struct item *item)
{
    return item->kind == CALL || item->kind == CALL_BESIDE || item->kind == RELEASE;
}

/* The program's own account. It is held against the server's values and its ledger, never believed. */
static void read_results(const char *directory, struct calls *calls)
{
    char path[4096], line[128];

    snprintf(path, sizeof path, "%s/results", directory);
    FILE *file = files_open(path);
    for (size_t i = 0; file && i < calls->count; i++) {
        struct item *item = &calls->items[i];
        char text[64] = "";
        if (!has_result(item))
            continue;
        if (!fgets(line, sizeof line, file) || sscanf(line, "%*u\t%d\t%63[^\n]", &item->error, text) < 1)
            break;
        item->value = strdup(text);
    }
    if (file)
        fclose(file);
}

static void start_server(const struct calls *calls, struct server_client *server)
{
    char seed[32], gate[32], alarm[32];
    const char *const settings[] = {"images 0", seed, NULL};

    snprintf(seed, sizeof seed, "seed %zu", draw(1, 1000000000));
    if (server_start(server, grading.server, settings) != 0)
        harness_failure("the mock server %s does not start", grading.server);
    snprintf(alarm, sizeof alarm, "alarm %zu", FLOOD(calls->count));
    free(ask_server(server, alarm));
    if (calls->gate) {
        snprintf(gate, sizeof gate, "gate %zu", calls->gate);
        free(ask_server(server, gate));
        debug_repeat(gate);
    }
}

/* Run the program, over a list where `calls` has one. */
static void run_program(struct calls *calls)
{
    struct server_client server;
    char *lab = (char *)grading.suite->lab, *directory = run_directory_make();
    const struct watched_files no_images = {.directory = directory};

    calls->run.scenario =
        (struct scenario){.build = calls->build, .give_up_after = LONG_ENOUGH, .gate_again = calls->gate > 0};
    start_server(calls, &server);
    write_list(directory, calls);
    char *arguments[] = {lab,        "--checkpoint", "3",         "--calls", "list",
                         "--server", server.address, "--results", "results", NULL};
    if (calls->count == 0)
        arguments[3] = NULL;
    if (grading.debugger)
        tell_list(calls);
    struct watched watched = execute(arguments, directory, &server, &calls->run, &no_images);
    read_results(directory, calls);
    server_stop(&server);
    run_directory_remove(directory);
    if (!calls->run.report && !grading.debugger) /* which say more */
        expect_end(&calls->run, &watched, 1, "the last of the calls");
}

/* Fail the test where the program did not get through the list. */
static void expect_begun(const struct run *run)
{
    if (run->exit_status == COULD_NOT_RUN)
        fail_because(strstr(run->standard_error, NO_DECORATOR) ? NO_FUNCTION
                     : run->server.requests == 0               ? NO_REQUEST
                                                               : NO_CAUSE,
                     "%s%s", last_words(run->standard_error),
                     run->server.requests == 0 ? grading.suite->first_step : "");
}

void run_calls(struct calls *calls)
{
    size_t number = suite_begin_scenario();

    run_program(calls);
    calls->run.number = number;
    if (!calls->run.report && !grading.debugger)
        expect_begun(&calls->run);
    suite_end_scenario(calls->run.report);
}

void expect_transcript(const char *transcript)
{
    struct calls calls = {0};

    run_calls(&calls);
    const char *seen = calls.run.standard_error, *due = transcript;
    size_t line = 1;
    while (*due && strcspn(seen, "\n") == strcspn(due, "\n") &&
           strncmp(seen, due, strcspn(due, "\n") + 1) == 0) {
        seen += strcspn(due, "\n") + 1;
        due += strcspn(due, "\n") + 1;
        line++;
    }
    if (*due || *seen)
        ck_abort_msg("due:  line %zu: %.*s\nseen: line %zu: %.*s", line, (int)strcspn(due, "\n"),
                     *due ? due : "(the end)", line, (int)strcspn(seen, "\n"), *seen ? seen : "(the end)");
}
