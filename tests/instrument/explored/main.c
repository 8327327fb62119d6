/*
 * main.c - explore a submission and report the findings, one a line (tests/harness/schedules/exploration.h
 * reads them). With --replay, run it under one schedule.
 */

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "../shared/reports.h"
#include "explored.h"
#include "names.h"
#include "run.h"
#include "search.h"

#define LIMIT 1000

static FILE *out;

/* --- Findings --- */

static const char *kind_names[] = {"none",    "outcome", "race",  "deadlock",
                                   "endless", "misuse",  "crash", "nothing"};

/* The load address of the program differs from run to run. */
extern char __executable_start;

static void print_steps(void)
{
    for (int i = 0; i < world->step_count; i++) {
        const struct step *row = &world->steps[i];
        fprintf(out, "step\t%d\t%d\t%d\t%lx\t%lx\t%s", row->thread, row->kind, row->wrong,
                row->place ? (unsigned long)((const char *)row->place - &__executable_start) - 1 : 0,
                (unsigned long)(uintptr_t)row->object, row->verb);
        if (row->numbered)
            fprintf(out, " %ld", (long)row->number);
        fputc('\n', out);
    }
}

static void print_schedule(void)
{
    fprintf(out, "schedule\t");
    for (int i = 0; i < world->decision_count; i++)
        fprintf(out, "%d,", world->decisions[i].chosen);
    fprintf(out, "\nracy\t");
    for (int i = 0; i < world->racy_count; i++) {
        char name[32];
        heap_name_address(world->racy[i], name);
        fprintf(out, "%s,", name);
    }
    fprintf(out, "\n");
}

static void print_found(const struct exploration *e)
{
    fprintf(out, "subject\t%s\n", subject_words());
    fprintf(out, "explored\t%ld\t%ld\t%d\t%d\t%d\n", e->schedules, e->all_runs, e->interruptions, e->bound,
            e->limited);
    fprintf(out, "together\t%d\n", world->most_together);
    if (e->unseen)
        fprintf(out, "unseen\t%s\n", e->by);
    if (world->fault == NO_FAULT)
        return;
    fprintf(out, "fault\t%s\t%d\t%s\n", kind_names[world->fault], e->races, world->message);
    print_schedule();
    print_steps();
}

/* --- Options --- */

struct wish {
    struct exploration exploration;
    int subject; /* the only subject to explore, or -1 */
    const char *replay;
};

static struct timespec begun;

static void show_progress(const struct exploration *e)
{
    static long last = -1;
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    long tenths = (now.tv_sec - begun.tv_sec) * 10 + (now.tv_nsec - begun.tv_nsec) / 100000000;
    if (tenths == last)
        return;
    last = tenths;
    fprintf(out, "progress\t%ld\t%ld\t%d\t%ld\n", e->schedules, e->all_runs, e->interruptions, search_left());
    fflush(out);
}

static bool read_option(struct wish *wish, const char *name, const char *value)
{
    if (strcmp(name, "--interruptions") == 0)
        wish->exploration.bound = atoi(value);
    else if (strcmp(name, "--limit") == 0)
        wish->exploration.limit = atol(value);
    else if (strcmp(name, "--progress") == 0)
        wish->exploration.progress = show_progress;
    else if (strcmp(name, "--failing-calls") == 0)
        world->failures |= CALLS;
    else if (strcmp(name, "--subject") == 0)
        wish->subject = atoi(value);
    else if (strcmp(name, "--racy") == 0)
        for (char *at = (char *)value; *at && world->racy_count < MAX_RACY; at += *at == ',')
            world->racy[world->racy_count++] = heap_find_address(at, &at);
    else if (strcmp(name, "--replay") == 0)
        wish->replay = value;
    else if (strcmp(name, "--report") == 0)
        out = fdopen(fcntl(atoi(value), F_DUPFD_CLOEXEC, 3), "w");
    else
        return subject_option(name, value);
    return true;
}

/* Discard the submission's output: there are thousands of runs. */
static void be_quiet(void)
{
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);

    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
}

/* Use one processor: only one thread runs at a time, and waking it is faster. */
static void stay_on_one_processor(void)
{
    cpu_set_t here;

    CPU_ZERO(&here);
    CPU_SET(sched_getcpu(), &here);
    sched_setaffinity(0, sizeof here, &here);
}

static int replay(const struct wish *wish)
{
    subject_choose(wish->subject < 0 ? 0 : wish->subject);
    world->replay = true;
    world->now = 1000000000000000000;
    for (char *at = (char *)wish->replay; *at && world->prefix_length < MAX_DECISIONS; at += *at == ',')
        world->prefix[world->prefix_length++] = (uint8_t)strtol(at, &at, 10);
    run_here();
    names_remove();
    return 0;
}

int main(int argc, char *argv[])
{
    struct wish wish = {.exploration = {.bound = 2, .limit = LIMIT}, .subject = -1};

    search_prepare();
    heap_begin();
    world->failures = REPLIES | WAKE_UPS;
    for (int i = 1; i + 1 < argc; i += 2)
        if (!read_option(&wish, argv[i], argv[i + 1])) {
            fprintf(stderr, "unknown option %s, or bad value \"%s\" for it\n", argv[i], argv[i + 1]);
            return 2;
        }
    if (wish.replay)
        return replay(&wish);
    if (!out)
        out = getenv("REPORTS") ? fdopen(fcntl(reports_file(), F_DUPFD_CLOEXEC, 0), "w")
                                : fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0), "w");
    be_quiet();
    stay_on_one_processor();
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int i = 0; i < subject_count(); i++) {
        struct exploration e = wish.exploration;
        if (wish.subject >= 0 && i != wish.subject)
            continue;
        subject_choose(i);
        search(&e);
        print_found(&e);
        if (world->fault != NO_FAULT)
            break;
    }
    fprintf(out, "end\n");
    return fclose(out) == 0 ? 0 : 2;
}
