/*
 * checkpoint.c - handle a program's checkpoints. It reports there that download_all() begins or has returned,
 * and the harness compares its state before and after.
 */
#include "checkpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../base/descendants.h"
#include "../observe/server.h"
#include "hang_detector.h"
#include "looks.h"
#include "server_events.h"

#define MOST_PLANNED 64 /* failing calls, one in each cycle */

/* A sleeping thread or a child that was not waited for. A joined thread may still be ending, but it does not
 * sleep. A child that was waited for is gone. */
static void note_left(struct run *run, const struct snapshot *seen)
{
    const struct snapshot *before = &run->before;
    size_t children = seen->processes + seen->zombies, there_were = before->processes + before->zombies;

    if (children > there_were && children - there_were > run->left_children)
        run->left_children = children - there_were;
    if (seen->sleepers > before->threads && seen->sleepers - before->threads > run->left_threads)
        run->left_threads = seen->sleepers - before->threads;
}

/*
 * Compare with the state before. A joined thread stays in /proc for a moment. So repeat while anything is
 * awake and has not used the processor for long, and a little longer.
 */
static void look_after(struct watch *watch)
{
    const struct snapshot *before = &watch->run->before;
    struct snapshot *after = &watch->run->after;
    double begun = monotonic_seconds(), elapsed, used = look(watch).processor_time;

    do {
        *after = look(watch);
        note_left(watch->run, after);
        if (after->threads == before->threads && after->processes == before->processes &&
            after->zombies == before->zombies)
            return;
        pause_for_sample();
        elapsed = monotonic_seconds() - begun;
    } while (elapsed < 0.2 ||
             (!after->asleep && after->processor_time - used < BUSY_TIME && elapsed < LONGEST_LEAVING));
}

static char *copy(const char *words)
{
    char *copied = words ? strdup(words) : NULL;

    if (words && !copied)
        harness_failure("no memory");
    return copied;
}

/* After each call: an earlier call may have left what the last one leaves. */
static void compare_possessions(struct watch *watch)
{
    struct possessions now = possessions_take(watch->program->self);
    struct run *run = watch->run;

    if (!run->kept)
        run->kept = copy(possessions_only_in(&now, &watch->possessions));
    if (!run->lost)
        run->lost = copy(possessions_only_in(&watch->possessions, &now));
    run->open_at_end = possessions_descriptors(&now);
    possessions_free(&now);
}

static void meet_program(struct watch *watch)
{
    watch->program->self = find_program(watch->server->pid);
    watch->run->before = look(watch);
    watch->server_time = snapshot_process(watch->server->pid).processor_time;
    find_reports(watch->program->self, watch->reports);
    place_find(watch->program->self, CHECKPOINT_FD, &watch->place);
    watch->possessions = possessions_take(watch->program->self);
}

static bool stands_at_checkpoint(const struct watch *watch, pid_t process)
{
    struct place place;

    return place_find(process, CHECKPOINT_FD, &place) && place_is_same(&watch->place, &place);
}

/* Whether the process is ending, even if it was not waited for yet. See proc(5), and PF_ in the kernel's
 * sched.h. */
static bool is_dying(pid_t process)
{
    enum { EXITING = 0x4, SIGNALED = 0x400 };
    char path[64], line[512] = "", state = 'X';
    unsigned flags = 0;

    snprintf(path, sizeof path, "/proc/%d/stat", process);
    FILE *file = fopen(path, "re");
    const char *behind_name = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    if (file)
        fclose(file);
    return !behind_name || sscanf(behind_name, ") %c %*d %*d %*d %*d %*d %u", &state, &flags) != 2 ||
           state == 'Z' || state == 'X' || (flags & (EXITING | SIGNALED));
}

/*
 * Whether the kit's main() sent the line. Otherwise a child has returned there, or the lab has written the
 * line itself.
 */
static bool is_from_main(struct watch *watch)
{
    pid_t *pids;

    if (stands_at_checkpoint(watch, watch->program->self))
        return true;
    size_t count = list_descendants(&pids, watch->server->pid);
    for (size_t i = 0; i < count; i++)
        if (pids[i] != watch->program->self && stands_at_checkpoint(watch, pids[i]))
            watch->watched.returned_twice = true;
    free(pids);
    if (watch->watched.returned_twice)
        return false;
    /* Other running threads keep us from seeing where it waits. */
    if (look(watch).threads > watch->run->before.threads) {
        watch->watched.foul = "download_all() returned while threads or processes that it started were still "
                              "running: it did not wait for them";
        watch->watched.foul_cause = NOT_WAITED;
    } else if (is_dying(watch->program->self)) {
        /* main() only waits here, so something else has ended the program. */
        watch->watched.foul =
            "download_all() returned, and then the program died: a thread that it started was "
            "still running.\nJoin each thread before you return.";
        watch->watched.foul_cause = NOT_WAITED;
    } else {
        watch->watched.foul = "the program reported that download_all() returned, but it is still running";
    }
    return false;
}

/* Choose the fault of the cycle that begins. The first cycle has counted the calls to choose from. */
static void begin_calls(struct run *run, size_t cycle)
{
    const struct scenario *scenario = &run->scenario;
    struct call_fault plan[MOST_PLANNED], fault = scenario->call_fault;
    size_t later = scenario->cycles - 1;

    if (run->cycles && cycle == 2) {
        size_t count = call_faults_plan(run->calls, scenario->call_faults, plan,
                                        later < MOST_PLANNED ? later : MOST_PLANNED);
        for (size_t i = 0; i < count; i++)
            run->cycles[2 + i].fault = plan[i];
    }
    if (run->cycles)
        fault = run->cycles[cycle].fault;
    lab_calls_choose(run->calls, &fault);
}

/* At both ends of a cycle: count the requests since the last checkpoint. */
static void count_requests(struct watch *watch)
{
    struct run *run = watch->run;

    if (!run->requests_at)
        return;
    char *status = ask_server(watch->server, "status");
    size_t requests = status_number(status, "requests");
    if (!watch->inside)
        run->requests_outside += requests - run->requests_counted;
    else
        run->requests_at[watch->watched.ended_cycles + 1] = requests;
    run->requests_counted = requests;
    free(status);
}

void handle_checkpoint(struct watch *watch)
{
    char where[16];
    size_t step, saved;
    enum checkpoint come = program_checkpoint(watch->program);

    if (come != LINE)
        return;
    if (sscanf(watch->program->line, "%15s %zu %zu", where, &step, &saved) != 3) {
        watch->watched.foul = "the program wrote to the descriptor that main() uses to report to the tests";
        return;
    }
    /* Only these lines may begin or end a cycle. */
    if (step != watch->watched.ended_cycles + 1 || (strcmp(where, "begin") == 0) == watch->inside) {
        watch->watched.returned_twice = true;
        return;
    }
    if (watch->watched.ended_cycles == 0 && !watch->inside)
        meet_program(watch);
    if (!is_from_main(watch))
        return;
    finish_waiting(watch);
    count_requests(watch);
    if (!watch->inside) {
        struct snapshot seen = look(watch);
        if (watch->run->calls)
            begin_calls(watch->run, step);
        watch->inside = true;
        begin_stillness(watch, &seen, "");
        watch->event_since = monotonic_seconds();
        watch->event_time = seen.processor_time;
    } else {
        look_after(watch);
        compare_possessions(watch);
        expect_reports(watch);
        expect_no_new_code(watch);
        watch->inside = false;
        watch->run->returned = saved;
        if (watch->run->cycles)
            watch->run->cycles[step].returned = saved;
        if (watch->run->memory && watch->run->calls)
            watch->run->memory[step] = atomic_load(&watch->run->calls->memory);
        if (watch->run->calls && watch->run->handles == 0)
            watch->run->handles = atomic_load(&watch->run->calls->handles);
        watch->watched.ended_cycles++;
    }
    program_continue(watch->program);
}
