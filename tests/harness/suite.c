/*
 * suite.c - main() of a graded suite: run its tests, several at once, and say how they went, in the table's
 * order.
 */
#include "suite.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "files.h"
#include "job.h"
#include "print.h"
#include "program.h"
#include "sandbox.h"
#include "snapshot.h"

enum { ALL_GREEN = 0, SOME_RED = 1, BAD_USAGE = 2, HARNESS_BROKEN = 3 };

struct grading grading;

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

static bool chosen(const struct graded_test *test, const char *only)
{
    return !only || strcmp((*test->test)->name, only) == 0;
}

/*
 * Run the chosen tests, `most` at once, and print each when all before it have been printed. Returns the
 * suite's exit status.
 */
static int run_tests(const struct graded_suite *suite, const char *only, size_t most)
{
    struct job *jobs = calloc(suite->count + 1, sizeof *jobs);
    struct score score = {0};
    size_t next = 0, printed = 0, running;
    bool broken = false;

    while (jobs && printed < suite->count && !interrupted) {
        running = 0;
        for (size_t i = 0; i < next; i++)
            running += jobs[i].started && !jobs[i].ended;
        for (; next < suite->count && running < most; next++)
            if (chosen(&suite->tests[next], only)) {
                job_start(&jobs[next], &suite->tests[next]);
                running++;
            } else {
                jobs[next].ended = true;
            }
        if (running)
            jobs_listen(jobs, suite->count);
        for (; printed < next && jobs[printed].ended; printed++)
            if (chosen(&suite->tests[printed], only))
                broken |= !print_result(&suite->tests[printed], jobs[printed].text, &score);
    }
    jobs_stop(jobs, suite->count);
    for (size_t i = 0; i < suite->count; i++)
        free(jobs[i].text);
    free(jobs);
    if (interrupted)
        return 128 + SIGINT;
    print_score(suite->lab, &score, grading.seed);
    return broken ? HARNESS_BROKEN : score.passed == score.tests ? ALL_GREEN : SOME_RED;
}

static int check_usage(const struct graded_suite *suite, const char *only)
{
    bool found = !only;

    if (!grading.program || access(grading.program, X_OK) != 0) {
        fprintf(stderr, "%s: no program to test at \"%s\"; build it with: make test LAB=%s\n", suite->lab,
                grading.program ? grading.program : "", suite->lab);
        return -1;
    }
    for (size_t i = 0; i < suite->count; i++)
        found = found || chosen(&suite->tests[i], only);
    if (found)
        return 0;
    fprintf(stderr, "%s has no test \"%s\". Its tests:\n", suite->lab, only);
    for (size_t i = 0; i < suite->count; i++)
        fprintf(stderr, "  %s\n", (*suite->tests[i].test)->name);
    return -1;
}

static int read_arguments(const struct graded_suite *suite, int argc, char *argv[], const char **only,
                          bool *inside)
{
    static const struct option known[] = {
        {"program", required_argument, NULL, 'p'},
        {"server", required_argument, NULL, 's'},
        {"only", required_argument, NULL, 'o'},
        {"seed", required_argument, NULL, 'n'},
        {"sandbox", no_argument, NULL, 'b'},
        {"inside", no_argument, NULL, 'i'},
        {NULL, 0, NULL, 0},
    };
    int found;

    grading.suite = suite;
    grading.server = "build/mock_server/mock_server";
    grading.seed = (unsigned long)time(NULL) % 100000 + (unsigned long)getpid() * 100000 % 900000000;
    while ((found = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (found == 'p')
            grading.program = realpath(optarg, NULL);
        else if (found == 's')
            grading.server = optarg;
        else if (found == 'o')
            *only = optarg;
        else if (found == 'b')
            grading.sandboxed = true;
        else if (found == 'i')
            *inside = true;
        else if (found == 'n' && optarg[strspn(optarg, "0123456789")] == '\0' && *optarg)
            grading.seed = strtoul(optarg, NULL, 10);
        else if (found == 'n') {
            fprintf(stderr, "SEED takes a whole number, not \"%s\"\n", optarg);
            return -1;
        } else
            return -1;
    }
    grading.server = realpath(grading.server, NULL);
    if (!grading.server) {
        fprintf(stderr, "there is no mock server; build it with: make build/mock_server/mock_server\n");
        return -1;
    }
    return check_usage(suite, *only);
}

/* Whoever runs the program in a sandbox may not be able to see the tree, nor should: so copy it out. */
static void move_behind_walls(void)
{
    static const char *const builds[] = {"-address", "-thread", "-perturbed", ""};
    char path[PATH_MAX], *copy = NULL;

    chmod(grading.root, 0711);
    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        snprintf(path, sizeof path, "%s%s", grading.program, builds[i]);
        copy = files_copy_program(path, grading.root);
    }
    grading.program = copy;
    snapshot_behind_walls(SANDBOX_DEPTH);
}

int grade(const struct graded_suite *suite, int argc, char *argv[])
{
    struct sigaction stop = {.sa_handler = note_interrupt};
    const char *only = NULL;
    bool inside = false;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = processors > 4 ? (size_t)processors * 2 : 8; /* most of a test is waiting */

    if (read_arguments(suite, argc, argv, &only, &inside) != 0)
        return BAD_USAGE;
    if (grading.sandboxed && !inside) {
        sandbox_enter(argv, "--inside");
        return HARNESS_BROKEN;
    }
    grading.root = files_make_root();
    if (!grading.root)
        return HARNESS_BROKEN;
    if (grading.sandboxed)
        move_behind_walls();
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    sigaction(SIGPIPE, &stop, NULL);
    print_title(suite->lab);
    int status = run_tests(suite, only, jobs);
    files_remove(grading.root);
    return status;
}
