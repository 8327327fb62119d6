/*
 * instruments.c - check that the sanitizers work on this machine. A container may deny what they need.
 */
#include "instruments.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../base/failure.h"
#include "../run/execute.h"
#include "../verdict/grading.h"
#include "../verdict/test_process.h"
#include "files.h"
#include "program.h"
#include "run_directory.h"
#include "sandbox.h"

#define LONGEST_PROBE 60000 /* milliseconds without output; a probe takes a tenth of a second */

static const char *const names[] = {[ADDRESS] = "probe-address"};

/* The reports that a probe must cause. */
static const char *const wanted[][2] = {
    [ADDRESS] = {"LeakSanitizer: detected memory leaks", "AddressSanitizer: heap-buffer-overflow"},
};

/* Shared by all tests. */
static struct {
    pthread_mutex_t lock;
    struct {
        bool known;
        char fault[512]; /* "" if it works */
    } found[PERTURBED + 1];
} * shared;

static char probes[PATH_MAX];

void instruments_move(const char *directory)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[PATH_MAX + 32];
        if (!names[i])
            continue;
        snprintf(path, sizeof path, "%s/%s", probes, names[i]);
        free(files_copy_program(path, directory));
    }
    snprintf(probes, sizeof probes, "%s", directory);
}

void instruments_prepare(const char *directory)
{
    pthread_mutexattr_t attributes;

    snprintf(probes, sizeof probes, "%s", directory);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        harness_failure("no memory");
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&shared->lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

/* Follow a probe until it ends. */
static void await_probe(struct program *probe)
{
    bool ended = false, late = false;

    while (!ended && !late) {
        struct pollfd sources[] = {
            {probe->identity, POLLIN, 0}, {probe->output, POLLIN, 0}, {probe->reports, POLLIN, 0}};
        int ready = poll(sources, sizeof sources / sizeof sources[0], LONGEST_PROBE);
        if (ready < 0 && errno != EINTR)
            harness_failure("poll: %s", strerror(errno));
        program_drain(probe);
        late = ready == 0;
        ended = sources[0].revents != 0;
    }
    program_reap(probe, !ended);
}

/* Start a probe until one reaches its main(): see MOST_STARTS. */
static struct program run_probe(enum build build)
{
    char *arguments[] = {"probe", NULL}, *directory = run_directory_make(), path[PATH_MAX + 32];
    struct launch launch = {.program = path,
                            .arguments = arguments,
                            .directory = directory,
                            .most_threads = 64,
                            .nameless = true,
                            .sandboxed = grading.sandboxed};
    struct program probe = {0};

    snprintf(path, sizeof path, "%s/%s", probes, names[build]);
    for (int starts = 0; starts < MOST_STARTS && !(starts > 0 && strstr(probe.report, "begun\n")); starts++) {
        program_forget(&probe);
        probe = program_start(&launch);
        suite_guard(probe.pid);
        await_probe(&probe);
        suite_guard(0);
    }
    run_directory_remove(directory);
    return probe;
}

/* Write to `fault` why the instrument does not work, in the words of its output; "" if it works. */
static void judge_probe(const struct program *probe, enum build build, char fault[512])
{
    static const char *const instruments[] = {[ADDRESS] = "AddressSanitizer and LeakSanitizer do"};
    const char *right = "begun\nright\n", *said = *probe->report ? probe->report : probe->text;
    bool finds = strstr(probe->report, wanted[build][0]) && strstr(probe->report, wanted[build][1]);

    *fault = '\0';
    if (strncmp(probe->report, right, strlen(right)) == 0 && finds)
        return;
    if (strncmp(said, "begun\n", 6) == 0)
        said = *probe->text ? probe->text : said + 6;
    snprintf(fault, 512,
             "%s not work on this machine (in a container, perhaps for lack of privileges):\n%.*s",
             instruments[build], (int)strcspn(said, "\n"), *said ? said : "the probe printed nothing");
}

void instruments_expect(enum build build)
{
    char fault[512];

    if (!build_is_sanitized(build))
        return;
    if (pthread_mutex_lock(&shared->lock) == EOWNERDEAD)
        pthread_mutex_consistent(&shared->lock);
    if (!shared->found[build].known) {
        struct program probe = run_probe(build);
        judge_probe(&probe, build, shared->found[build].fault);
        program_forget(&probe);
        shared->found[build].known = true;
    }
    memcpy(fault, shared->found[build].fault, sizeof fault);
    pthread_mutex_unlock(&shared->lock);
    if (*fault)
        harness_failure("%s", fault);
}
