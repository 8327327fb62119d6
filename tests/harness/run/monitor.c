/*
 * monitor.c - follow a program and its server until the program ends.
 */
#include "monitor.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/clock.h"
#include "../base/descendants.h"
#include "../base/failure.h"
#include "../launch/files.h"
#include "../verdict/grading.h"
#include "checkpoint.h"
#include "looks.h"
#include "server_events.h"

/* Limit for working and resting in all runs of one test, in seconds, far above any right submission's;
 * labs/kit/README.md states it. If the machine has no time for a program, that is not the program's fault; if
 * this lasts, there is no verdict. */
#define DEADLINE 40.0
#define PATIENCE 600.0

/* Far above any right submission's. Checked ten times a second, because endless growth is fast. */
#define MOST_SERVER_TIME  2.0   /* seconds of the server's processor time; 200 images take hundredths */
#define SERVER_TIME_EACH  0.001 /* more for each image in each cycle */
#define LOOK              0.1
#define LOOK_MILLISECONDS 100

/* What the programs of this test have used so far. */
static double spent;

/* A check accounts for a short time only, so that time out of sight does not count. A program that waits for
 * a processor neither works nor rests. */
static void count_time(struct watch *watch, const struct snapshot *seen, const struct snapshot *server,
                       double since_look)
{
    if (seen->asleep && server->asleep)
        spent += since_look < 2 * LOOK ? since_look : 2 * LOOK;
    if (seen->processor_time > watch->worked)
        spent += seen->processor_time - watch->worked;
    watch->worked = seen->processor_time;
    if (spent > DEADLINE)
        watch->watched.hung =
            "in the runs of this test it has worked and waited for 40 seconds without finishing "
            "(labs/kit/README.md has the limits).";
}

/* Stop a program before it harms the machine, even if its results might be right. */
static void look_for_excess(struct watch *watch)
{
    const struct scenario *scenario = &watch->run->scenario;
    double since_look = monotonic_seconds() - watch->looked;

    if (since_look < LOOK)
        return;
    watch->looked += since_look;
    struct snapshot seen = look(watch);
    struct snapshot server = snapshot_process(watch->server->pid);
    count_time(watch, &seen, &server, since_look);
    if (grading.sandboxed && are_walls_stopped(watch->server->pid))
        watch->watched.foul = "the program stopped a process of the sandbox around it";
    if (!watch->inside)
        return;
    if (seen.threads > scenario_most_threads(scenario))
        stop_for_limit(
            watch, "the program has more than 64 threads and processes, and 2 more for each image and each "
                   "worker (labs/kit/README.md has the limits)");
    else if (seen.memory > scenario_most_memory(scenario))
        stop_for_limit(watch,
                       "the program has more than 256 MiB of memory, and 4 MiB more for each image and each "
                       "worker (labs/kit/README.md has the limits)");
    else if (server.processor_time - watch->server_time >
             MOST_SERVER_TIME + SERVER_TIME_EACH * (double)(scenario->images * scenario->cycles))
        stop_flood(watch);
}

struct watched watch(struct program *program, struct server_client *server, struct run *run,
                     const struct watched_files *files)
{
    struct watch watch = {.program = program, .server = server, .run = run, .files = files};
    bool whole[files->count + 1];
    double begun = monotonic_seconds();
    bool ended = false;

    memset(whole, 0, sizeof whole);
    watch.whole = whole;
    while (!ended && !watch.watched.hung && !watch.watched.foul && !watch.watched.returned_twice) {
        if (watch.inside)
            ask_for_event(&watch);
        struct pollfd sources[] = {
            {program->identity, POLLIN, 0},
            {program->output, POLLIN, 0},
            {program->reports, POLLIN, 0},
            {program->checkpoint, POLLIN, 0},
            {watch.waiting ? server->control : -1, POLLIN, 0},
        };
        if (poll(sources, sizeof sources / sizeof sources[0], LOOK_MILLISECONDS) < 0 && errno != EINTR)
            harness_failure("poll: %s", strerror(errno));
        if (sources[1].revents || sources[2].revents)
            program_drain(program);
        if (program->length == MOST_TEXT)
            stop_for_limit(&watch,
                           "the program printed more than 16 MiB (labs/kit/README.md has the limits)");
        if (sources[3].revents)
            handle_checkpoint(&watch);
        if (sources[4].revents && watch.waiting) /* a checkpoint may have read it */
            handle_event(&watch);
        look_for_excess(&watch);
        ended = sources[0].revents != 0;
        if (monotonic_seconds() - begun > PATIENCE)
            harness_failure("the machine gave the program no processor time for ten minutes");
    }
    watch.watched.status = program_reap(program, !ended);
    if (watch.waiting)
        free(take_event(&watch));
    return watch.watched;
}
