/*
 * execute.c - run a lab's program from start to end.
 */
#include "execute.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/descendants.h"
#include "../base/failure.h"
#include "../base/plural.h"
#include "../launch/instruments.h"
#include "../launch/isolation.h"
#include "../launch/names.h"
#include "../launch/program.h"
#include "../launch/run_directory.h"
#include "../launch/sandbox.h"
#include "../observe/server.h"
#include "../observe/snapshot.h"
#include "../verdict/grading.h"
#include "../verdict/test_process.h"
#include "../verdict/verdict.h"
#include "crash_place.h"
#include "debug.h"
#include "printed.h"

#define CRASHED      "ERROR: a child has crashed: signal "
#define UNREAD       "NOTE: asleep with unread messages: "
#define ARMED        "NOTE: an armed timer: "
#define DRIVEN       "NOTE: driven at once by one thread: "
#define MOST_SIGNALS 32
#define CROWD        16  /* more workers than this are a crowd */
#define LONG_LIST    200 /* more images than this are a long list */

static const char *const build_suffix[] = {[PLAIN] = "", [ADDRESS] = "-address", [PERTURBED] = "-perturbed"};

/* A sanitizer's report, from its first line on; or NULL. */
static char *find_report(char *text)
{
    static const char *const marks[] = {"ERROR: ", "runtime error: "};
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

/* Read the reports of tests/instrument/shared/crashes.c about children. */
static void note_crashes(const struct run *run, const char *reports)
{
    size_t ended_by[MOST_SIGNALS] = {0};
    int signal;

    for (const char *at = reports; (at = strstr(at, CRASHED)); at += strlen(CRASHED))
        if (sscanf(at + strlen(CRASHED), "%d", &signal) == 1 && signal > 0 && signal < MOST_SIGNALS)
            ended_by[signal]++;
    for (signal = 1; signal < MOST_SIGNALS; signal++)
        if (ended_by[signal] > 0 && limit_met(signal))
            suite_note_crash("%s met a limit, in a run of %s: %s", counted(ended_by[signal], "children"),
                             scenario_in_words(&run->scenario, "; "), limit_met(signal));
        else if (ended_by[signal] > 0)
            suite_note_crash("%s crashed%s (signal %d, %s), in a run of %s",
                             counted(ended_by[signal], "children"), run->crash_place, signal,
                             strsignal(signal), scenario_in_words(&run->scenario, "; "));
}

/* A number that an instrument reports; 0 if it reports none. */
static size_t number_behind(const char *words, const char *reports)
{
    const char *at = strstr(reports, words);

    return at ? strtoul(at + strlen(words), NULL, 10) : 0;
}

/* Read the reports of tests/instrument/shared/timers.c. */
static void note_timers(struct run *run, const char *reports)
{
    const char *at = strstr(reports, ARMED), *words = at ? at + strlen(ARMED) : "";

    if (at && !run->kept && asprintf(&run->kept, "timer %.*s", (int)strcspn(words, "\n"), words) < 0)
        harness_failure("no memory");
}

static void judge_server(struct server_client *server, struct run *run)
{
    char *status = ask_server(server, "status"), *requests = ask_server(server, "requests");

    run->server.peak_in_flight = status_number(status, "peak");
    run->server.requests = status_number(status, "requests");
    run->server.connections = status_number(status, "connections");
    run->server.beyond = status_number(status, "beyond");
    run->ledger = ledger_read(requests);
    free(status);
    free(requests);
}

/* Whether a sanitizer ended the program before its main(), because of its random addresses. */
static bool is_unlucky(const struct launch *launch, const struct program *program,
                       const struct watched *watched)
{
    return !launch->bounded && program->self == 0 && !watched->hung && !watched->foul &&
           program_is_randomised();
}

/* Start the program, and follow it until it ends. */
static struct watched follow(const struct launch *launch, struct program *program,
                             struct server_client *server, struct run *run, const struct watched_files *files)
{
    struct watched watched;
    int starts = 0;

    do {
        program_forget(program);
        *program = program_start(launch);
        suite_guard(program->pid);
        watched = watch(program, server, run, files);
        suite_guard(0);
    } while (++starts < MOST_STARTS && is_unlucky(launch, program, &watched));
    return watched;
}

/* Without separate names, compare the names of our user with those before. */
static void find_names(const struct names *before, pid_t process, struct run *run)
{
    bool is_file = false;
    char *left = names_remove_new(before, grading.program, process, &is_file);

    if (is_file)
        run->stray_file = left;
    else
        run->left_ipc = left;
}

/* Record what the program has left after its end. */
static void find_left(const struct launch *launch, const char *into, const struct names *before,
                      pid_t process, struct run *run)
{
    char *room = run_directory_beside(launch->directory, "");
    char *queues = run_directory_beside(launch->directory, QUEUES);

    if (grading.isolated) {
        isolation_clear(launch->program, launch->directory);
        run->left_ipc = isolation_find_left(queues);
        run->full = isolation_is_full(room);
    }
    if (before)
        find_names(before, process, run);
    if (!run->stray_file)
        run->stray_file = run_directory_find_stray(launch->directory, into, &run->scenario);
    free(queues);
    free(room);
}

struct watched execute(char *const arguments[], const char *directory, struct server_client *server,
                       struct run *run, const struct watched_files *files)
{
    enum build build = run->scenario.build;
    char path[4096];
    struct launch launch = {
        .program = path,
        .arguments = arguments,
        .directory = directory,
        .sandboxed = grading.sandboxed,
        .isolated = grading.isolated,
        .bounded = !build_is_sanitized(build),
        .together = run->scenario.together,
        .calls = -1,
        .most_threads = scenario_most_threads(&run->scenario),
        .crowded = run->scenario.workers > CROWD || run->scenario.images > LONG_LIST,
    };

    snprintf(path, sizeof path, "%s%s", grading.program, build_suffix[build]);
    if (grading.debugger) {
        debug_program(&launch, server, &run->scenario);
        return (struct watched){0};
    }
    if (grading.isolated)
        isolation_begin_run();
    instruments_expect(build);
    if (build == ADDRESS)
        run->calls = lab_calls_share(&launch.calls);
    struct names *before = NULL, names;
    if (!grading.isolated && isolation_is_needed(grading.program)) {
        names = names_take(grading.program, 0);
        before = &names;
    }
    struct program program = {0};
    struct watched watched = follow(&launch, &program, server, run, files);
    if (launch.calls >= 0)
        close(launch.calls);
    if (run->calls && watched.ended_cycles > 0 && atomic_load(&run->calls->met) == 0)
        harness_failure("%s does not count the lab's calls", path);
    run->ended_cycles = watched.ended_cycles;
    run->exit_status = WIFEXITED(watched.status) ? WEXITSTATUS(watched.status) : -1;
    run->standard_error = program.text;
    if (run->exit_status == HARNESS_FAILED && program.self == 0) /* the lab's code has not run */
        harness_failure("%s", program.text);
    kill_descendants(server->pid);
    find_left(&launch, files->into, before, program.self, run);
    judge_server(server, run);
    run->report = build == PLAIN ? NULL : find_report(program.report);
    run->crash_place = build == ADDRESS ? "" : crash_place(path, grading.suite->lab, program.report);
    note_crashes(run, program.report);
    run->unread = number_behind(UNREAD, program.report);
    run->driven = number_behind(DRIVEN, program.report);
    note_timers(run, program.report);
    return watched;
}

const char *last_words(const char *text)
{
    size_t length = strlen(text), lines = 0;

    while (length > 0 && lines < 6)
        if (text[--length] == '\n' && text[length + 1] != '\0')
            lines++;
    return text + length + (length > 0);
}

const char *run_in_words(const struct run *run)
{
    char *text;

    if (run->scenario.images == 0) /* of the lab cache, or of nothing */
        return "";
    if (asprintf(&text, "\nin:   a run of %s", scenario_in_words(&run->scenario, "; ")) < 0)
        abort();
    return text;
}

const char *circumstances(const struct run *run)
{
    size_t cycle = run->ended_cycles + 1;
    const struct call_fault *fault = &run->scenario.call_fault;
    char *text;

    if (run->cycles && cycle <= run->scenario.cycles)
        fault = &run->cycles[cycle].fault;
    if (fault->first == 0)
        return "";
    if (asprintf(&text, "\n(in this call of it %s)", call_fault_in_words(fault)) < 0)
        abort();
    return text;
}

void expect_end(const struct run *run, const struct watched *watched, size_t cycles, const char *what)
{
    if (watched->hung)
        fail_because(watched->waits_for_reply ? STALL : HANG, "%s did not return: %s%s%s", what,
                     watched->hung, circumstances(run), printed(run));
    if (watched->foul && watched->foul_cause == FLOOD && run->scenario.images == 0)
        fail_because(NO_CAUSE,
                     "the calls asked the server far more often than they may, and the program was stopped:\n"
                     "calls that should be hits are misses");
    if (watched->foul)
        fail_because(watched->foul_cause, "%s", watched->foul);
    if (watched->returned_twice)
        fail_because(RETURNED_TWICE,
                     "%s returned more often than it was called: a child also returned from it, and repeats\n"
                     "the parent's work. End each child with _exit().",
                     what);
    if (run->scenario.interrupt && WIFSIGNALED(watched->status) && WTERMSIG(watched->status) == SIGINT)
        ck_abort_msg("expected: on SIGINT %s finishes what is in flight, and returns\n"
                     "got:      SIGINT ended the program at once: it has no handler for the signal",
                     what);
    if (run->full)
        fail_because(LIMIT,
                     "the program met a limit: its files have filled the 256 MiB of a run "
                     "(labs/kit/README.md has the limits)%s",
                     printed(run));
    if (WIFSIGNALED(watched->status) && limit_met(WTERMSIG(watched->status)))
        fail_because(LIMIT, "the program met a limit: %s%s", limit_met(WTERMSIG(watched->status)),
                     printed(run));
    if (WIFSIGNALED(watched->status))
        fail_because(CRASH, "the program crashed%s: %s (signal %d)%s%s%s", run->crash_place,
                     strsignal(WTERMSIG(watched->status)), WTERMSIG(watched->status), circumstances(run),
                     run_in_words(run), printed(run));
    if (watched->ended_cycles < cycles)
        fail_because(EARLY_EXIT, "the program left with exit status %d before %s had returned%s%s%s",
                     run->exit_status, what, circumstances(run), run_in_words(run), printed(run));
}
