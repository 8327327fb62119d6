/*
 * suite.c - main() of a graded suite: run its tests, several at once, and report the results in the table's
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
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../base/descendants.h"
#include "../base/nearest.h"
#include "../launch/files.h"
#include "../launch/instruments.h"
#include "../launch/isolation.h"
#include "../launch/machine.h"
#include "../launch/names.h"
#include "../launch/program.h"
#include "../launch/sandbox.h"
#include "../verdict/test_process.h"
#include "formats.h"
#include "invariants.h"
#include "results.h"
#include "unbuilt.h"

/* Tests at once. A test mostly waits; but in a sandbox it may use the machine as much as its limits allow. */
#define MOST_AT_ONCE      16
#define MOST_BEHIND_WALLS 8

enum { ALL_GREEN = 0, SOME_RED = 1, BAD_USAGE = 2, HARNESS_BROKEN = 3 };

static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal)
{
    (void)signal;
    interrupted = 1;
}

/* The settings of this run, from the command line. */
struct choice {
    const char *only; /* the name of the one test to run, or NULL */
    const struct format *format;
    const char *probes;  /* directory of the instruments' probes */
    const char *results; /* file that remembers the verdicts, or NULL */
    const char *unbuilt; /* file that says why there is no program; NULL if there is one */
    bool inside;         /* in the outer sandbox */
    bool seeded;         /* the user chose the seed */
};

/* The verdicts of the previous run. */
static struct results before;

static bool was_green(const struct graded_test *test)
{
    const struct remembered_test *remembered = results_find(&before, test_name(test));

    return remembered && (remembered->passed || remembered->was_passed);
}

static bool is_chosen(const struct choice *choice, const struct graded_test *test)
{
    return !choice->only || strcmp(test_name(test), choice->only) == 0;
}

/* The test about the promise that a job saw broken; NULL if that is this test, or if none was broken. */
static const struct job *subject_of(const struct job *job, const struct job jobs[])
{
    size_t place = job->end.subject;

    if (job->end.how != ENDED_IN_BREACH)
        return NULL;
    return place < grading.suite->count && &jobs[place] != job ? &jobs[place] : NULL;
}

/* Only one test loses points for a fault: the test about it, if that has also found it. */
static bool is_held_against(const struct job *job, const struct job jobs[])
{
    const struct job *subject = subject_of(job, jobs);

    if (job->end.how == ENDED_PASSED)
        return false;
    return !subject || subject->end.how != ENDED_FAILED;
}

/* Whether the verdict is final. */
static bool is_settled(const struct job *job, const struct job jobs[])
{
    const struct job *subject = subject_of(job, jobs);

    return job->ended && (!subject || subject->ended);
}

/* Report the result of a job and add it to the score. */
static struct result tell(const struct choice *choice, size_t place, const struct job jobs[], size_t number,
                          struct score *score)
{
    const struct graded_test *test = &grading.suite->tests[place];
    const struct job *job = &jobs[place];
    struct tally *tally = test->milestone == STRETCH ? &score->stretch : &score->core;
    struct result result = {.test = test, .number = number, .verdict = NO_VERDICT};

    if (job->end.how == NO_END) {
        result.message = "the process that judges the program ended without a verdict";
    } else if (job->end.how == ENDED_UNJUDGED) {
        result.message = job->message;
    } else {
        result.verdict = is_held_against(job, jobs) ? FAILED : PASSED;
        result.cause = job->end.cause;
        result.scenarios = job->end.scenarios;
        result.failed_scenario = job->end.failed_scenario;
        result.message = result.verdict == PASSED && job->end.how != ENDED_PASSED ? "" : job->message;
        result.was_green = result.verdict == FAILED && was_green(test);
        if (result.verdict == FAILED && job->end.subject < grading.suite->count && job->end.subject != place)
            result.subject = &grading.suite->tests[job->end.subject];
    }
    result.seconds = job->seconds;
    if (result.verdict == FAILED)
        result.picture = job->picture;
    if (result.verdict == NO_VERDICT) {
        tally->unjudged++;
        tally->unjudged_points += test->points;
    } else {
        tally->tests++;
        tally->passed += result.verdict == PASSED;
        tally->points += points_of(&result);
        tally->most_points += test->points;
    }
    choice->format->tell(&result);
    return result;
}

/* The line of the lab's file that a crash, or a sanitizer's report, names first. */
static void find_place(const struct result *result, char *place, size_t size)
{
    const char *lab = grading.suite->lab, *at;
    char file[80];
    unsigned line;

    snprintf(file, sizeof file, "/%s.c:", lab);
    if ((result->cause == CRASH || result->cause == REPORT || result->cause == LEAK) &&
        (at = strstr(result->message, file)) && sscanf(at + strlen(file), "%u", &line) == 1)
        snprintf(place, size, "labs/%s/%s.c:%u", lab, lab, line);
}

static void remember(struct results *results, const struct result *result)
{
    const struct graded_test *test = result->test;
    struct remembered_test *row = &results->tests[results->count++];

    *row = (struct remembered_test){.passed = result->verdict == PASSED,
                                    .unjudged = result->verdict == NO_VERDICT,
                                    .was_passed = result->was_green,
                                    .cause = result->cause,
                                    .scenarios = result->scenarios,
                                    .failed_scenario = result->failed_scenario,
                                    .seed = grading.seed,
                                    .stretch = test->milestone == STRETCH,
                                    .points = test->points};
    snprintf(row->name, sizeof row->name, "%s", test_name(test));
    snprintf(row->sentence, sizeof row->sentence, "%s", test->sentence);
    find_place(result, row->place, sizeof row->place);
    snprintf(row->subject, sizeof row->subject, "%s", test_name(result->subject ? result->subject : test));
}

/* If no test has a verdict, there is nothing to remember. */
static bool is_worth(const struct score *score)
{
    return score->core.tests + score->stretch.tests > 0;
}

static bool is_green(const struct choice *choice, const struct score *score)
{
    return score->core.passed == score->core.tests &&
           (!choice->only || score->stretch.passed == score->stretch.tests);
}

/* Start jobs until `most` of them run at once. Returns the index of the next one. */
static size_t start_jobs(const struct graded_suite *suite, const struct choice *choice, struct job jobs[],
                         size_t next, size_t most)
{
    size_t running = 0;

    for (size_t i = 0; i < next; i++)
        running += jobs[i].started && !jobs[i].ended;
    for (; next < suite->count && running < most; next++)
        if (is_chosen(choice, &suite->tests[next])) {
            job_start(&jobs[next], &suite->tests[next]);
            running++;
        } else {
            jobs[next].ended = true;
        }
    return next;
}

#define A_WHILE   1.0 /* seconds without a word, after which the running tests are named */
#define MOST_HUNG 3   /* tests, for one reason, after which the others are stopped if none has passed */

/* Does the first line of both messages say the same? */
static bool begin_alike(const struct job *one, const struct job *other)
{
    size_t length = strcspn(one->message, "\n");

    return strncmp(one->message, other->message, length + 1) == 0;
}

static bool has_hung(const struct job *job)
{
    return job->ended && job->end.how == ENDED_FAILED && job->end.cause == HANG && job->message;
}

/* One of three that have hung for one reason while none has passed, so that there is nothing to expect of the
 * tests that still run; or NULL. */
static const struct job *find_hopeless(const struct job jobs[], size_t count)
{
    const struct job *found = NULL;

    for (size_t i = 0; i < count; i++) {
        size_t alike = 0;
        if (jobs[i].started && jobs[i].ended && jobs[i].end.how != ENDED_FAILED)
            return NULL;
        for (size_t other = 0; has_hung(&jobs[i]) && other <= i; other++)
            alike += has_hung(&jobs[other]) && begin_alike(&jobs[i], &jobs[other]);
        if (alike >= MOST_HUNG)
            found = &jobs[i];
    }
    return found;
}

/* End all tests that have not ended: they fail for the reason of the others. */
static void give_up(struct job jobs[], size_t count, const struct job *hung)
{
    char *message;

    jobs_stop(jobs, count);
    if (asprintf(&message, "%s\n(Three tests hung like this and none passed, so the others were stopped.)",
                 hung->message) < 0)
        abort();
    for (size_t i = 0; i < count; i++)
        if (!jobs[i].started || jobs[i].end.how == NO_END) {
            jobs[i].started = jobs[i].ended = true;
            jobs[i].end = (struct test_end){.how = ENDED_FAILED, .cause = HANG, .subject = count};
            jobs[i].message = message; /* as long as the suite runs */
        }
}

/* Tell whoever waits which tests are running. */
static void name_running(const struct choice *choice, const struct job jobs[], size_t count)
{
    const struct graded_test *running[count + 1];
    size_t number = 0;

    for (size_t i = 0; i < count; i++)
        if (jobs[i].started && !jobs[i].ended)
            running[number++] = &grading.suite->tests[i];
    if (choice->format->wait && number > 0)
        choice->format->wait(running, number);
}

/* Run the chosen tests, `most` at once, and report each after all those before it. Returns the exit
 * status. */
static int run_tests(const struct graded_suite *suite, const struct choice *choice, size_t most)
{
    struct job *jobs = calloc(suite->count + 1, sizeof *jobs);
    struct score score = {0};
    struct results results = {0};
    size_t next = 0, seen = 0, told = 0, chosen = 0;
    bool incomplete = false;
    double last_told = monotonic_seconds();
    const struct job *hung;

    for (size_t i = 0; i < suite->count; i++)
        chosen += is_chosen(choice, &suite->tests[i]);
    if (choice->results)
        results_load_last(&before, choice->results);
    choice->format->begin(suite->lab, chosen);
    while (jobs && told < chosen && !interrupted) {
        next = start_jobs(suite, choice, jobs, next, most);
        jobs_listen(jobs, suite->count);
        if (!choice->only && (hung = find_hopeless(jobs, suite->count))) {
            give_up(jobs, suite->count, hung);
            next = suite->count;
        }
        if (monotonic_seconds() - last_told > A_WHILE)
            name_running(choice, jobs, suite->count);
        for (; seen < next && is_settled(&jobs[seen], jobs); seen++) {
            if (!jobs[seen].started)
                continue;
            struct result result = tell(choice, seen, jobs, ++told, &score);
            incomplete |= result.verdict == NO_VERDICT;
            remember(&results, &result);
            last_told = monotonic_seconds();
        }
    }
    jobs_stop(jobs, suite->count);
    score.stopped = interrupted;
    choice->format->end(suite->lab, &score, grading.seed);
    if (choice->results && results.count == suite->count && is_worth(&score) && !interrupted)
        results_save(&results, choice->results);
    for (size_t i = 0; i < suite->count; i++)
        free(jobs[i].received), free(jobs[i].picture);
    free(jobs);
    if (interrupted)
        return 128 + SIGINT;
    return incomplete ? HARNESS_BROKEN : is_green(choice, &score) ? ALL_GREEN : SOME_RED;
}

/* Complete the name given by --only; -1 after a line on standard error if it names no test. */
static int find_only(const struct graded_suite *suite, struct choice *choice)
{
    struct test_title *titles = calloc(suite->count + 1, sizeof *titles);

    for (size_t i = 0; titles && i < suite->count; i++)
        titles[i] = (struct test_title){test_name(&suite->tests[i]), suite->tests[i].sentence};
    const char *name = titles ? name_of_test(suite->lab, choice->only, titles, suite->count) : NULL;
    free(titles);
    if (!name)
        return -1;
    if (strcmp(name, choice->only) != 0 && !choice->inside)
        fprintf(stderr, "T=%s is %s\n", choice->only, name);
    choice->only = name;
    return 0;
}

static int check_usage(const struct graded_suite *suite, struct choice *choice)
{
    if (!grading.program || access(grading.program, X_OK) != 0) {
        fprintf(stderr, "%s: no program to test at \"%s\"; build it with: make test LAB=%s\n", suite->lab,
                grading.program ? grading.program : "", suite->lab);
        return -1;
    }
    return choice->only ? find_only(suite, choice) : 0;
}

/* The test to debug, if none is named: the first red core test in the remembered results. */
static const char *first_red(void)
{
    const struct remembered_test *red = results_first_red(&before);

    return red ? red->name : NULL;
}

/* Its scenario, if none is named: the failed one in the remembered results, with that run's seed if none is
 * given. */
static void choose_scenario(const struct choice *choice)
{
    const struct remembered_test *test = results_find(&before, choice->only);

    if (!test)
        return;
    grading.scenarios = test->scenarios;
    grading.failed_scenario = test->failed_scenario;
    if (grading.scenario == 0)
        grading.scenario = test->failed_scenario;
    if (!choice->seeded && !test->passed && test->seed != 0)
        grading.seed = test->seed;
}

/* A test that ended without the debugger did not reach the wanted scenario. */
static void tell_missed(const char *test, const struct job *job)
{
    size_t failed = job->end.failed_scenario;

    if (job->end.how == ENDED_PASSED)
        fprintf(stderr, "%s has no scenario %zu: it has %zu\n", test, grading.scenario, job->end.scenarios);
    else if (failed > 0)
        fprintf(stderr,
                "%s now fails in scenario %zu, and does not come to scenario %zu. SCENARIO=%zu takes that "
                "one:\n%s\n",
                test, failed, grading.scenario, failed, job->message);
    else
        fprintf(stderr, "%s now fails before scenario %zu:\n%s\n", test, grading.scenario, job->message);
}

/* Run a test's scenario with gdb in the foreground, which receives Ctrl-C; no verdict, no deadline. */
static int debug(const struct graded_suite *suite, const struct choice *choice)
{
    struct job job = {0};

    signal(SIGINT, SIG_IGN);
    for (size_t i = 0; i < suite->count; i++)
        if (is_chosen(choice, &suite->tests[i])) {
            fprintf(stderr, "%s: %s\n", test_name(&suite->tests[i]), suite->tests[i].sentence);
            job_start(&job, &suite->tests[i]);
            job_wait(&job);
        }
    if (grading.scenario > 0 && job.end.how != NO_END)
        tell_missed(choice->only, &job);
    free(job.received);
    return ALL_GREEN;
}

static void add_stop(const char *function)
{
    if (grading.stop_count < MAX_STOPS)
        grading.stops[grading.stop_count++] = function;
}

/* Print a line for each test, for scripts: name, milestone, points, title. */
static void print_list(const struct graded_suite *suite)
{
    for (size_t i = 0; i < suite->count; i++) {
        const struct graded_test *test = &suite->tests[i];
        printf("%s\t%s\t%u\t%s\n", test_name(test), test->milestone == STRETCH ? "stretch" : "core",
               test->points, test->sentence);
    }
}

static int read_arguments(const struct graded_suite *suite, int argc, char *argv[], struct choice *choice)
{
    static const struct option known[] = {
        {"program", required_argument, NULL, 'p'},
        {"server", required_argument, NULL, 's'},
        {"only", required_argument, NULL, 'o'},
        {"seed", required_argument, NULL, 'n'},
        {"format", required_argument, NULL, 'f'},
        {"sandbox", no_argument, NULL, 'b'},
        {"inside", no_argument, NULL, 'i'},
        {"results", required_argument, NULL, 'r'},
        {"probes", required_argument, NULL, 'q'},
        {"debug", required_argument, NULL, 'd'},
        {"stop", required_argument, NULL, 't'},
        {"scenario", required_argument, NULL, 'c'},
        {"list", no_argument, NULL, 'l'},
        {"unbuilt", required_argument, NULL, 'u'},
        {NULL, 0, NULL, 0},
    };
    int found;

    grading.suite = suite;
    add_stop(suite->begin[0] ? suite->begin[0] : "download_all");
    if (suite->begin[1])
        add_stop(suite->begin[1]);
    grading.server = "build/mock_server/mock_server";
    grading.seed = (unsigned long)time(NULL) % 100000 + (unsigned long)getpid() * 100000 % 900000000;
    while ((found = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (found == 'p')
            grading.program = realpath(optarg, NULL);
        else if (found == 's')
            grading.server = optarg;
        else if (found == 'q')
            choice->probes = optarg;
        else if (found == 'o')
            choice->only = optarg;
        else if (found == 'f' && (choice->format = format_find(optarg)))
            continue;
        else if (found == 'f') {
            fprintf(stderr, "FORMAT is text, tap, junit, json, autolab or prairielearn, not \"%s\"\n",
                    optarg);
            return -1;
        } else if (found == 'r')
            choice->results = optarg;
        else if (found == 'u')
            choice->unbuilt = optarg;
        else if (found == 'd')
            grading.debugger = optarg;
        else if (found == 't')
            add_stop(optarg);
        else if (found == 'c' && (grading.scenario = strtoul(optarg, NULL, 10)) > 0)
            continue;
        else if (found == 'c') {
            fprintf(stderr, "SCENARIO: expected a whole number of at least 1, got \"%s\"\n", optarg);
            return -1;
        } else if (found == 'l') {
            print_list(suite);
            exit(ALL_GREEN);
        } else if (found == 'b')
            grading.sandboxed = true;
        else if (found == 'i')
            choice->inside = true;
        else if (found == 'n' && optarg[strspn(optarg, "0123456789")] == '\0' && *optarg) {
            grading.seed = strtoul(optarg, NULL, 10);
            choice->seeded = true;
        } else if (found == 'n') {
            fprintf(stderr, "SEED: expected a whole number, got \"%s\"\n", optarg);
            return -1;
        } else
            return -1;
    }
    if (choice->unbuilt)
        return choice->only ? find_only(suite, choice) : 0;
    choice->probes = realpath(choice->probes ? choice->probes : "build/instrument", NULL);
    if (!choice->probes) {
        fprintf(stderr,
                "the probes of the sanitizers are missing; make test builds them in build/instrument\n");
        return -1;
    }
    grading.server = realpath(grading.server, NULL);
    if (!grading.server) {
        fprintf(stderr, "the mock server is missing; build it with: make build/mock_server/mock_server\n");
        return -1;
    }
    if (grading.debugger && choice->results)
        results_load(&before, choice->results);
    if (grading.debugger && !choice->only && !(choice->only = first_red())) {
        fprintf(stderr, "all tests are green; name one: make debug LAB=%s T=its_name\n", suite->lab);
        return -1;
    }
    if (check_usage(suite, choice) != 0)
        return -1;
    if (grading.debugger)
        choose_scenario(choice);
    return 0;
}

/* A program in a sandbox may not see the tree, so copy it out. */
static void move_behind_walls(void)
{
    static const char *const builds[] = {"-address", "-explored", "-perturbed", ""};
    char path[PATH_MAX], *copy = NULL;

    chmod(grading.root, 0711);
    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        snprintf(path, sizeof path, "%s%s", grading.program, builds[i]);
        copy = files_copy_program(path, grading.root);
    }
    instruments_move(grading.root);
    grading.program = copy;
    descendants_behind_walls(SANDBOX_DEPTH);
}

static size_t most_at_once(void)
{
    if (!grading.isolated && isolation_is_needed(grading.program))
        return 1;
    return grading.sandboxed ? MOST_BEHIND_WALLS : MOST_AT_ONCE;
}

int grade(const struct graded_suite *suite, int argc, char *argv[])
{
    struct sigaction stop = {.sa_handler = note_interrupt};
    struct choice choice = {.format = &text_format};

    if (read_arguments(suite, argc, argv, &choice) != 0)
        return BAD_USAGE;
    if (suite->count > MAX_TESTS) {
        fprintf(stderr, "%s: a suite has at most %d tests (MAX_TESTS in results.h), got %zu\n", suite->lab,
                MAX_TESTS, suite->count);
        return HARNESS_BROKEN;
    }
    if (choice.unbuilt)
        return unbuilt_grade(suite, choice.format, choice.only, choice.unbuilt, grading.seed);
    if (grading.sandboxed && !choice.inside) {
        sandbox_enter(argv, "--inside");
        return HARNESS_BROKEN;
    }
    if (grading.sandboxed && sandbox_settle() != 0)
        return HARNESS_BROKEN;
    grading.isolated = grading.sandboxed || isolation_enter();
    grading.hung =
        mmap(NULL, sizeof *grading.hung, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (grading.hung == MAP_FAILED)
        grading.hung = NULL;
    grading.root = files_make_root();
    if (!grading.root)
        return HARNESS_BROKEN;
    if (machine_expect(grading.root) != 0) {
        files_remove(grading.root);
        return HARNESS_BROKEN;
    }
    instruments_prepare(choice.probes);
    suite_check_after(invariants_check);
    bool named = !grading.isolated && isolation_is_needed(grading.program), is_file;
    struct names names = named ? names_take(grading.program, 0) : (struct names){0};
    if (grading.sandboxed)
        move_behind_walls();
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    sigaction(SIGPIPE, &stop, NULL);
    /* If a test's process is killed, the processes it leaves become our children, so that we can end them. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int status = grading.debugger ? debug(suite, &choice) : run_tests(suite, &choice, most_at_once());
    kill_descendants(0);
    if (named) /* those of a stopped test */
        free(names_remove_new(&names, grading.program, 0, &is_file));
    if (grading.isolated)
        isolation_release_below(grading.root);
    files_remove(grading.root);
    return status;
}
