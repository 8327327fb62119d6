/*
 * debug.c - run a test's scenario under a debugger.
 *
 * While the program stands still in gdb, no time limit runs. The gate opens when it is full, as in the test.
 * It also opens when the program has run, then slept for a while, and no further request arrived.
 */
#include "debug.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../base/command_line.h"
#include "../base/descendants.h"
#include "../base/failure.h"
#include "../base/plural.h"
#include "../observe/owners.h"
#include "../observe/server.h"
#include "../observe/snapshot.h"
#include "../verdict/grading.h"
#include "execute.h"
#include "monitor.h"

#define MOST_LINES 8
#define QUIET      "wait 300" /* milliseconds */
#define STILL      6          /* quiet checks of a sleeping program, after which no request will come */

static char repeated[MOST_LINES][64];
static size_t repeated_count;
static const char *told = "";

void debug_repeat(const char *line)
{
    if (repeated_count < MOST_LINES)
        snprintf(repeated[repeated_count++], sizeof repeated[0], "%s", line);
}

void debug_tell(const char *text)
{
    told = text;
}

/* --- gdb --- */

/* gdb's command line, after the user's words for it, which the shell splits. No descriptor to the tests: the
 * program's checkpoints then do not wait. */
static void add_command(struct command_line *command, const struct launch *launch,
                        const struct scenario *scenario)
{
    static char breakpoints[MAX_STOPS][80];

    COMMAND_ADD(command, "-ex", "set confirm off", "-ex", "set pagination off");
    COMMAND_ADD(command, "-ex", "set print thread-events off");
    if (scenario->interrupt)
        COMMAND_ADD(command, "-ex", "handle SIGINT nostop print pass");
    for (size_t i = 0; i < grading.stop_count; i++) {
        snprintf(breakpoints[i], sizeof breakpoints[i], "break %s", grading.stops[i]);
        COMMAND_ADD(command, "-ex", breakpoints[i]);
    }
    COMMAND_ADD(command, "-ex", "run", "--args", launch->program);
    for (char *const *word = launch->arguments + 1; *word; word++)
        if (strcmp(*word, "--checkpoint") == 0)
            word++;
        else
            command_add(command, *word);
}

/* A sanitizer's report stops the program at its cause. The leak check does not work under a debugger. */
static void become_debugger(const struct launch *launch, const struct scenario *scenario)
{
    struct command_line command = {0};

    COMMAND_ADD(&command, "sh", "-c", "exec $GDB \"$@\"", "gdb");
    add_command(&command, launch, scenario);
    setenv("GDB", grading.debugger, 1);
    setenv("ASAN_OPTIONS", "detect_leaks=0:abort_on_error=1", 1);
    setenv("UBSAN_OPTIONS", "halt_on_error=1:abort_on_error=1:print_stacktrace=1", 1);
    if (launch->together)
        setenv("TOGETHER", "stop", 1);
    unsetenv("DEBUGINFOD_URLS");
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (chdir(launch->directory) == 0)
        execvp(command.words[0], command.words);
    _exit(HARNESS_FAILED);
}

/* --- The server, meanwhile --- */

static void ask(struct server_client *server, const char *line)
{
    free(ask_server(server, line));
}

/* The program itself, below gdb; 0 if it does not run. */
static pid_t find_debugged(const struct launch *launch, pid_t server)
{
    pid_t *pids, found = 0;
    char link[64], path[PATH_MAX];
    size_t count = list_descendants(&pids, server);

    for (size_t i = 0; i < count && !found; i++) {
        snprintf(link, sizeof link, "/proc/%d/exe", pids[i]);
        ssize_t length = readlink(link, path, sizeof path - 1);
        path[length > 0 ? length : 0] = '\0';
        if (strcmp(path, launch->program) == 0)
            found = pids[i];
    }
    free(pids);
    return found;
}

static void kill_one(struct server_client *server, pid_t program)
{
    char *held = ask_server(server, "held");
    struct owners owners = owners_find(held, server);

    for (size_t i = 0; i < owners.count; i++)
        if (owners.rows[i].pid != program) {
            kill(owners.rows[i].pid, SIGKILL);
            fprintf(stderr, "[the test kills process %d]\n", owners.rows[i].pid);
            break;
        }
    free(held);
}

static void open_gate(struct server_client *server, const char *why)
{
    ask(server, "open");
    fprintf(stderr, "[the server releases all replies: %s]\n", why);
}

static void full(const struct scenario *scenario, struct server_client *server, pid_t program)
{
    if (scenario->kill_worker)
        kill_one(server, program);
    if (scenario->interrupt && program > 0) {
        fprintf(stderr, "[the test sends SIGINT]\n");
        kill(-getpgid(program), SIGINT);
    }
    open_gate(server, "all expected requests have arrived");
}

/* The state of the program between two events. */
struct debugged {
    pid_t pid;
    unsigned still;
};

static void quiet(const struct launch *launch, struct server_client *server, struct debugged *debugged)
{
    pid_t pid = find_debugged(launch, server->pid);
    char *status = ask_server(server, "status");
    struct snapshot seen = snapshot_take(server->pid);

    if (pid != debugged->pid && debugged->pid != 0) {
        ask(server, "reset"); /* it has ended, and may be run again */
        for (size_t i = 0; i < repeated_count; i++)
            ask(server, repeated[i]);
    }
    debugged->pid = pid;
    debugged->still = pid && seen.asleep && status_number(status, "held") > 0 ? debugged->still + 1 : 0;
    if (debugged->still == STILL) {
        open_gate(server, "no further request arrives");
        debugged->still = 0;
    }
    free(status);
}

static void serve_until_end(pid_t debugger, const struct launch *launch, struct server_client *server,
                            const struct scenario *scenario)
{
    struct debugged debugged = {0};
    int status;

    while (waitpid(debugger, &status, WNOHANG) == 0) {
        char *event = ask_server(server, QUIET);
        if (strncmp(event, "full", 4) == 0)
            full(scenario, server, find_debugged(launch, server->pid));
        else if (strncmp(event, "quiet", 5) == 0)
            quiet(launch, server, &debugged);
        free(event);
    }
}

/* --- The description --- */

/* The number of the scenario, if the test has several. */
static void tell_number(void)
{
    static size_t begun;
    size_t number = grading.scenario ? grading.scenario : ++begun;

    if (grading.scenarios < 2 && number == 1) {
        fprintf(stderr, "\nThe scenario");
        return;
    }
    fprintf(stderr, "\nScenario %zu", number);
    if (number == grading.failed_scenario)
        fprintf(stderr, ", which failed in the test");
    else if (number <= grading.scenarios)
        fprintf(stderr, " of %zu", grading.scenarios);
    fprintf(stderr, " (SCENARIO=n chooses another)");
}

static void describe(const struct launch *launch, const struct scenario *scenario)
{
    tell_number();
    fprintf(stderr, ", in %s:\n", launch->directory);
    if (scenario->workers > 0)
        fprintf(stderr, "  %s\n", scenario_in_words(scenario, "\n  "));
    fprintf(stderr, "%s", told);
    if (scenario->gate)
        fprintf(stderr, "  the server holds replies until it holds %s, or until no more arrive\n",
                counted(scenario_gate(scenario), "requests"));
    for (size_t i = 0; i < sizeof scenario->hold / sizeof scenario->hold[0] && scenario->hold[i]; i++)
        fprintf(stderr, "  image %zu: the server holds its reply until all other replies have ended\n",
                scenario->hold[i]);
    if (scenario->kill_worker)
        fprintf(stderr, "  then the test kills one of the waiting processes\n");
    if (scenario->interrupt)
        fprintf(stderr, "  then the test interrupts the program, as Ctrl-C does\n");
    if (scenario->together)
        fprintf(stderr, "  all running transfers end in the same curl_multi_perform(); if the "
                        "loop then sleeps\n"
                        "  before it has read all messages, SIGTRAP stops it there\n");
    if (scenario->call_faults)
        fprintf(stderr, "  in the test one of your calls fails, or a child dies; under gdb all calls work\n");
    if (scenario->build == ADDRESS)
        fprintf(stderr, "  AddressSanitizer stops at the faults that it finds (except leaks)\n");
    fprintf(stderr, "\nThe program stops where your code begins, in ");
    for (size_t i = 0; i < grading.stop_count; i++)
        fprintf(stderr, "%s%s()",
                i == 0                       ? ""
                : i + 1 < grading.stop_count ? ", "
                                             : " and ",
                grading.stops[i]);
    fprintf(
        stderr,
        ":\nn runs one line, c continues, delete removes the stops, bt shows the stack, up goes to the "
        "called, "
        "info threads\nlists all threads, q ends this run. If it hangs: Ctrl-C, then thread apply "
        "all "
        "bt.\n%s\n",
        grading.suite->forks
            ? "gdb stays with the parent at a fork(). To follow the child, and to stop where one crashes, "
              "say first:\nset follow-fork-mode child\n"
            : "");
}

/* No server: only the schedule matters. */
void debug_replay(const struct launch *launch)
{
    int status;

    fprintf(stderr,
            "\nThe program runs this schedule again. It stops where your code begins, and with SIGTRAP "
            "where it goes\nwrong. info threads lists the threads, thread 3 selects one, up goes to your "
            "code.\n\n");
    fflush(NULL);
    pid_t debugger = fork();
    if (debugger == 0)
        become_debugger(launch, &(struct scenario){0});
    if (debugger < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    waitpid(debugger, &status, 0);
}

void debug_program(const struct launch *launch, struct server_client *server, const struct scenario *scenario)
{
    describe(launch, scenario);
    fflush(NULL);
    pid_t debugger = fork();
    if (debugger == 0)
        become_debugger(launch, scenario);
    if (debugger < 0)
        harness_failure("cannot start a process: %s", strerror(errno));
    serve_until_end(debugger, launch, server, scenario);
    kill_descendants(server->pid);
    repeated_count = 0;
}
