/*
 * gate.c - examine a program while the server holds all its replies, and act on it as the scenario says.
 */
#include "gate.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/clock.h"
#include "../base/descendants.h"
#include "../base/test_random.h"
#include "../observe/rest.h"
#include "../observe/server.h"
#include "looks.h"

/* Checks at the gate that find all threads asleep before a polling program counts as settled; and sleeps, for
 * a machine that lets it wait so long for a processor that it is rarely found asleep. */
#define POLLING_SAMPLES 12
#define POLLING_SLEEPS  100

#define IDLE_SAMPLES   24
#define IDLE_SLEEPS    200
#define LONGEST_TURN   0.001  /* seconds of processor time between two sleeps of a program that is not busy */
#define SHORTEST_SLEEP 0.0005 /* seconds on average: half of a one-millisecond wait */

/*
 * The gate is full. Wait until nothing moves any more, so that a request too many has its chance. Two checks
 * must find program and server asleep and unchanged. A polling program is never unchanged: then a dozen
 * checks that find it asleep are enough, or a hundred sleeps.
 */
static void settle(const struct watch *watch)
{
    unsigned long long before = 0;
    unsigned asleep = 0;
    double begun = monotonic_seconds();
    struct snapshot first = look(watch);

    while (asleep < POLLING_SAMPLES && monotonic_seconds() - begun < LONGEST_SETTLE) {
        struct snapshot program = look(watch), server = snapshot_process(watch->server->pid);
        unsigned long long switches = program.switches + server.switches;
        if (program.asleep && server.asleep) {
            asleep++;
            if (switches == before)
                return;
        }
        /* A busy program never settles. */
        if (program.processor_time - first.processor_time >= BUSY_TIME && asleep == 0)
            return;
        if (program.sleeps - first.sleeps >= POLLING_SLEEPS * program.threads)
            return;
        before = switches;
        pause_for_sample();
    }
}

/* Whether a thread wakes up again and again after a shorter sleep than any right submission's. */
static bool is_restless(struct watch *watch, const struct rests *first)
{
    struct rests now = rests_take(watch->server->pid);
    double shortest = rests_shortest(first, &now);

    free(now.rows);
    if (shortest > 0 && shortest < SHORTEST_SLEEP)
        watch->run->shortest_sleep = shortest;
    return watch->run->shortest_sleep > 0;
}

/*
 * Whether a program that only has to wait is busy. It is if it has used the processor for long without
 * sleeping regularly. It is not if two dozen checks have found it asleep, or if it has slept hundreds of
 * times. None of these depends on the speed or the load of the machine.
 */
static void watch_idleness(struct watch *watch)
{
    struct snapshot first = look(watch);
    struct rests rests = rests_take(watch->server->pid);
    double begun = monotonic_seconds();

    for (unsigned asleep = 0; asleep < IDLE_SAMPLES && monotonic_seconds() - begun < LONGEST_SETTLE;) {
        if (is_restless(watch, &rests))
            return;
        struct snapshot seen = look(watch);
        double used = seen.processor_time - first.processor_time;
        double slept = (double)(seen.sleeps - first.sleeps);
        if (used >= BUSY_TIME && used >= slept * LONGEST_TURN) {
            watch->run->busy_seconds = used;
            return;
        }
        if (slept >= IDLE_SLEEPS * (double)seen.threads && used < slept * LONGEST_TURN)
            return;
        asleep += seen.asleep;
        pause_for_sample();
    }
}

/*
 * Kill one of the processes that wait for a reply. Not the first process, which only the harness may end, and
 * not one that shares its connection with another, since it may only pretend to wait.
 */
static void kill_worker(struct watch *watch)
{
    const struct owners *owners = &watch->run->owners;

    for (size_t i = 0; i < owners->count; i++) {
        const struct owner *victim = &owners->rows[i];
        if (victim->pid == watch->program->self || owner_shares(owners, victim))
            continue;
        watch->run->killed = *victim;
        kill(victim->pid, SIGKILL);
        while (is_running(victim->pid))
            pause_for_sample();
        return;
    }
}

/* Whether SIGINT is still pending for one of the processes. Zombies keep theirs. */
static bool is_on_its_way(const pid_t pids[], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_running(pids[i]) && has_pending_signal(pids[i], SIGINT))
            return true;
    return false;
}

/* Signal the whole process group, as a terminal does on Ctrl-C. Then wait until every process has received
 * it; a process that sleeps all the time has blocked it, or is in vfork(). */
static void interrupt(struct watch *watch)
{
    unsigned asleep = 0;
    pid_t *pids;

    if (watch->program->self <= 0)
        return; /* it has ended */
    kill(-getpgid(watch->program->self), SIGINT);
    size_t count = list_descendants(&pids, watch->server->pid);
    while (is_on_its_way(pids, count) && asleep < POLLING_SAMPLES) {
        asleep += look(watch).asleep;
        pause_for_sample();
    }
    free(pids);
    settle(watch);
}

/* When the gate shuts again, it waits for as many requests as can still come. */
static void shut_again(struct watch *watch, size_t requests)
{
    const struct scenario *scenario = &watch->run->scenario;
    size_t reachable = scenario_reachable(scenario) * scenario->cycles, gate = scenario_gate(scenario);
    size_t left = requests < reachable ? reachable - requests : 0;
    char line[32];

    if (left < gate) {
        snprintf(line, sizeof line, left ? "gate %zu" : "open", left);
        free(ask_server(watch->server, line));
        watch->opened = left == 0;
    }
}

void let_go(struct watch *watch)
{
    char *status = ask_server(watch->server, "status");
    size_t requests = status_number(status, "requests");

    watch->run->came = status_number(status, "held");
    watch->run->ended_by_then = status_number(status, "ended");
    free(status);
    watch->opened = !watch->run->scenario.gate_again || watch->run->stuck;
    free(ask_server(watch->server, watch->opened ? "open" : "pass"));
    if (!watch->opened && watch->run->scenario.gate)
        shut_again(watch, requests);
}

/* The number of images that could still be requested. */
static size_t count_left(const struct watch *watch, const char *status)
{
    size_t reachable = scenario_reachable(&watch->run->scenario), asked = status_number(status, "requests");

    return reachable > asked ? reachable - asked : 0;
}

/*
 * Release some of the held replies, and shut the gate again until as many requests have replaced them, or as
 * many as there are images left. If none is left, open the gate.
 */
static void refill(struct watch *watch)
{
    const struct scenario *scenario = &watch->run->scenario;
    char *status = ask_server(watch->server, "status"), line[64];
    size_t held = status_number(status, "held"), left = count_left(watch, status);
    size_t released = scenario->together || scenario->kill_worker ? held : draw(1, held > 0 ? held : 1);

    free(status);
    if (left == 0) {
        let_go(watch);
        return;
    }
    watch->run->released = released;
    watch->run->expected_at_gate = held - released + (left < released ? left : released);
    snprintf(line, sizeof line, "gate %zu", watch->run->expected_at_gate);
    free(ask_server(watch->server, line));
    snprintf(line, sizeof line, "release %zu", released);
    free(ask_server(watch->server, line));
}

/* The number of different images of the list among the held requests. */
static size_t count_images(const char *held, size_t images)
{
    bool *seen = calloc(images + 1, sizeof *seen);
    size_t count = 0;

    if (!seen)
        harness_failure("no memory");
    for (const char *line = held; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        size_t image = strtoul(line, NULL, 10);
        if (image >= 1 && image <= images && !seen[image]) {
            seen[image] = true;
            count++;
        }
    }
    free(seen);
    return count;
}

/* Extra requests, for paths outside the list or for an image again, must not fill a gate: in that case fewer
 * images are in flight, and no more will come. */
static bool is_for_show(struct watch *watch)
{
    size_t images = watch->run->scenario.images;
    char *held = ask_server(watch->server, "held");
    size_t count = count_images(held, images), all = 0;

    for (const char *end = held; (end = strchr(end, '\n')); end++)
        all++;
    free(held);
    if (images == 0 || count >= all)
        return false;
    watch->run->stuck = true;
    let_go(watch);
    watch->run->came = count;
    return true;
}

/* Whether this is the gate at which to check or do something. */
static bool is_moment(struct watch *watch)
{
    const struct scenario *scenario = &watch->run->scenario;
    char *status = ask_server(watch->server, "status");
    bool last = count_left(watch, status) == 0;
    size_t before = watch->gates++;

    free(status);
    return !scenario->refills || before == scenario->gates_before ||
           (before < scenario->gates_before && last);
}

/* Slow if the kernel has many connections, so only for tests that ask for it. */
static void find_owners(struct watch *watch)
{
    char *held = ask_server(watch->server, "held");

    watch->run->owners = owners_find(held, watch->server);
    free(held);
}

void look_at_gate(struct watch *watch)
{
    bool refills = watch->run->scenario.refills;

    if (is_for_show(watch))
        return;
    if (!is_moment(watch)) {
        refill(watch);
        return;
    }
    settle(watch);
    watch->run->at_gate = look(watch);
    expect_reports(watch);
    expect_no_new_code(watch);
    look_at_files(watch);
    if (watch->run->scenario.find_owners || watch->run->scenario.kill_worker)
        find_owners(watch);
    if (watch->run->scenario.watch_idleness)
        watch_idleness(watch);
    if (watch->run->scenario.kill_worker)
        kill_worker(watch);
    if (watch->run->scenario.interrupt)
        interrupt(watch);
    if (refills && !watch->run->scenario.kill_worker && !watch->run->scenario.interrupt)
        refill(watch);
    else
        let_go(watch);
}
