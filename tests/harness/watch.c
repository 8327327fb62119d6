/*
 * watch.c - follow a program and its server until the program has ended.
 */
#include "watch.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "place.h"

/* Seconds. Under load these come true later, never wrongly: a thread that waits for a processor does not
 * sleep. */
#define SAMPLE        0.020
#define STILL         1.5  /* asleep so long, with replies held: nothing more will come */
#define HUNG          3.0  /* asleep so long, with nothing owed by the server */
#define WITHOUT_EVENT 10.0 /* the same for a program that never sleeps for good */
#define BUSY          2.0  /* the same, of processor time: a right answer uses a hundredth of it */
#define GRACE         4.0  /* asleep so long past --give-up-after, with a stalled reply */
#define DEADLINE      120.0

/* How long the server answers a `wait` with nothing to tell, milliseconds. */
#define QUIET 50

/* libcurl looks up once a second from a wait; whoever polls for more than that is not still. */
#define STILL_SWITCHES_FIRST      4
#define STILL_SWITCHES_PER_SECOND 4

/* Looks that see all threads asleep, with nothing new from the server, before one that polls waits in vain.
 */
#define POLLING_LOOKS 70

/* Samples at the gate that see all threads asleep, before one that polls counts as settled all the same. */
#define POLLING_SAMPLES 12
#define LONGEST_SETTLE  5.0

/* What no right answer comes near. Looked at ten times a second: what grows without end grows fast. */
#define MOST_THREADS      200
#define MOST_MEMORY       (1ULL << 30)
#define SANITIZERS_MEMORY (3ULL << 30)
#define MOST_SERVER_TIME  2.0 /* of the server's processor; two hundred images take hundredths of a second */
#define LOOK              0.1
#define LOOK_MILLISECONDS 100

#define FLOODED "the server was asked for far more than there is to download"

#define IDLE_SAMPLES 24
#define BUSY_TIME    0.1 /* seconds of processor time */

struct watch {
    struct program *program;
    struct server_client *server;
    struct run *run;
    const struct watched_files *files;
    struct watched watched;
    bool inside;             /* download_all() is at work */
    bool waiting;            /* the server owes a reply to `wait` */
    bool opened;             /* gate and held image have been let go */
    char standard_error[64]; /* what the program had there at the start */
    struct place place;      /* where it stood at its first checkpoint */
    double looked;           /* when we last looked for excess */
    double server_time;      /* what the server had used at the first checkpoint */

    /* Since when nothing has moved, and what there was to see then. */
    double still_since, event_since;
    double event_time;     /* processor time that the program had used at the last event */
    unsigned asleep_since; /* looks since the last event that saw all threads asleep */
    unsigned long long switches;
    char status[256];
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for_sample(void)
{
    struct timespec time = {0, (long)(SAMPLE * 1e9)};

    nanosleep(&time, NULL);
}

size_t status_number(const char *status, const char *name)
{
    char sought[32];

    snprintf(sought, sizeof sought, "%s=", name);
    for (const char *at = strstr(status, sought); at; at = strstr(at + 1, sought))
        if (at == status || at[-1] == ' ')
            return strtoul(at + strlen(sought), NULL, 10);
    harness_failure("the server's status has no %s: %s", name, status);
}

int watch_bind_silent_port(unsigned *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (silent < 0 || bind(silent, (struct sockaddr *)&address, size) != 0 ||
        getsockname(silent, (struct sockaddr *)&address, &size) != 0)
        harness_failure("cannot bind a port: %s", strerror(errno));
    *port = ntohs(address.sin_port);
    return silent;
}

/* --- What the server says
 * ------------------------------------------------------------------------------------- */

static char *ask(struct watch *watch, const char *command)
{
    char *reply = server_command(watch->server, "%s", command);

    if (!reply)
        harness_failure("the mock server does not answer \"%s\"", command);
    return reply;
}

/* Have the server tell when something happens. One question at a time. */
static void ask_for_event(struct watch *watch)
{
    if (watch->waiting)
        return;
    if (server_send(watch->server, "wait %d", QUIET) != 0)
        harness_failure("the mock server has gone");
    watch->waiting = true;
}

static char *take_event(struct watch *watch)
{
    char *reply = server_receive(watch->server);

    if (!reply)
        harness_failure("the mock server has gone");
    watch->waiting = false;
    return reply;
}

/*
 * Is there an image that is not whole? Asked while replies are held, or sent half, at moments that a program
 * which renames whole images need not fear.
 */
static void look_at_files(struct watch *watch)
{
    const struct watched_files *files = watch->files;

    if (!watch->run->seen_early)
        watch->run->seen_early = files_find_early(files->directory, files->expected, files->count);
}

/* Let all replies go that are held. */
static void let_go(struct watch *watch)
{
    char *status = ask(watch, "status");

    watch->run->came = status_number(status, "held");
    watch->run->ended_by_then = status_number(status, "ended");
    free(status);
    free(ask(watch, "open"));
    watch->opened = true;
}

/* --- Does anything move?
 * -------------------------------------------------------------------------------------- */

static struct snapshot look(const struct watch *watch)
{
    return snapshot_take(watch->program->self, watch->server->pid);
}

static void begin_stillness(struct watch *watch, const struct snapshot *seen, const char *status)
{
    watch->still_since = now();
    watch->switches = seen->switches;
    if (strcmp(status, watch->status) != 0) {
        watch->event_since = watch->still_since;
        watch->event_time = seen->processor_time;
        watch->asleep_since = 0;
    }
    snprintf(watch->status, sizeof watch->status, "%s", status);
}

/* How long program and server have been still, in seconds; 0 when something has moved. */
static double stillness(struct watch *watch, const struct snapshot *seen, const char *status)
{
    double elapsed = now() - watch->still_since;
    double allowance = STILL_SWITCHES_FIRST + STILL_SWITCHES_PER_SECOND * elapsed;

    watch->asleep_since += seen->asleep;
    if (seen->asleep && strcmp(status, watch->status) == 0 &&
        (double)(seen->switches - watch->switches) <= allowance * (double)seen->threads)
        return elapsed;
    begin_stillness(watch, seen, status);
    return 0;
}

/* The server has had nothing to tell: is this the quiet before the next request, or for ever? */
static void consider_quiet(struct watch *watch)
{
    char *status = ask(watch, "status");
    struct snapshot seen = look(watch);
    double still = stillness(watch, &seen, status);
    bool busy = seen.processor_time - watch->event_time >= BUSY;
    bool polls = watch->asleep_since >= POLLING_LOOKS;
    double quiet = now() - watch->event_since;
    bool without_event = polls || quiet >= WITHOUT_EVENT;
    size_t held = status_number(status, "held"), in_flight = status_number(status, "in_flight");

    free(status);
    if (!watch->opened && held > 0) {
        if (still >= STILL || without_event) {
            watch->run->stuck = true;
            let_go(watch);
        }
    } else if (held == 0 && in_flight > 0 &&
               (polls ? quiet : still) >= watch->run->scenario.give_up_after / 1000.0 + GRACE) {
        watch->watched.hung = "it waits for a stalled reply, and never gives it up.";
    } else if (in_flight == 0 && still >= HUNG) {
        watch->watched.hung =
            "all its threads sleep, and the server owes it nothing (a deadlock, a lost wake-up, or a "
            "wait for something that has already happened).";
    } else if (in_flight == 0 && polls) {
        watch->watched.hung =
            "it looks again and again for something that does not happen, and the server owes "
            "it nothing.";
    } else if (in_flight == 0 && (busy || without_event)) {
        watch->watched.hung = "it is busy, and asks the server for nothing (a loop that never ends).";
    }
}

/* Harm to the machine is stopped before it is done. Then it does not matter any more whether an answer is
 * right. */
static void look_for_excess(struct watch *watch)
{
    enum build build = watch->run->scenario.build;
    unsigned long long most_memory = build == PLAIN || build == PERTURBED ? MOST_MEMORY : SANITIZERS_MEMORY;

    if (!watch->inside || now() - watch->looked < LOOK)
        return;
    struct snapshot seen = look(watch);
    if (seen.threads > MOST_THREADS)
        watch->watched.foul = "more than two hundred threads or processes were started";
    else if (seen.memory > most_memory)
        watch->watched.foul = "more memory was taken than a gibibyte";
    else if (snapshot_process(watch->server->pid).processor_time - watch->server_time > MOST_SERVER_TIME)
        watch->watched.foul = FLOODED;
    watch->looked = now();
}

/*
 * The gate is full. Wait until nothing moves any more, so that a request too many has had its chance: two
 * looks that find program and server asleep and unchanged. A program that polls is never unchanged; a dozen
 * looks that find it asleep must do.
 */
static void settle(const struct watch *watch)
{
    unsigned long long before = 0;
    unsigned asleep = 0;
    double begun = now(), used = look(watch).processor_time;

    while (asleep < POLLING_SAMPLES && now() - begun < LONGEST_SETTLE) {
        struct snapshot program = look(watch), server = snapshot_process(watch->server->pid);
        unsigned long long switches = program.switches + server.switches;
        if (program.asleep && server.asleep) {
            asleep++;
            if (switches == before)
                return;
        }
        /* One that is busy never settles. */
        if (program.processor_time - used >= BUSY_TIME && asleep == 0)
            return;
        before = switches;
        pause_for_sample();
    }
}

/*
 * Is a program that has nothing to do but wait busy all the same? It is when it has used the processor for a
 * good while before two dozen looks have found it asleep. Neither depends on how fast the machine is.
 */
static void watch_idleness(struct watch *watch)
{
    double before = look(watch).processor_time, used = 0;

    for (unsigned asleep = 0; asleep < IDLE_SAMPLES;) {
        struct snapshot seen = look(watch);
        used = seen.processor_time - before;
        if (used >= BUSY_TIME) {
            watch->run->busy_seconds = used;
            return;
        }
        asleep += seen.asleep;
        pause_for_sample();
    }
}

/*
 * Kill one of the processes that wait for a reply, but not the first, which only the harness may end, nor one
 * that may wait for show, since another has the same connection.
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

/* As a terminal does on Ctrl-C: to the whole process group. Then wait until everybody has taken notice. */
static void interrupt(struct watch *watch)
{
    pid_t *pids;

    if (watch->program->self <= 0)
        return; /* it has gone */
    kill(-getpgid(watch->program->self), SIGINT);
    size_t count = list_descendants(&pids, watch->server->pid);
    for (size_t i = 0; i < count; i++)
        while (has_pending_signal(pids[i], SIGINT))
            pause_for_sample();
    free(pids);
    settle(watch);
}

/* Where the program's standard error goes: there the sanitizers report. */
static void find_standard_error(const struct watch *watch, char target[64])
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/fd/2", watch->program->self);
    ssize_t length = readlink(path, target, 63);
    target[length > 0 ? length : 0] = '\0';
}

/* Closed, exchanged, or shut, it could hide what a sanitizer says. */
static void expect_standard_error(struct watch *watch)
{
    char target[64];

    if (!is_running(watch->program->self))
        return; /* that it has ended is for others to say */
    find_standard_error(watch, target);
    if (watch->program->output < 0 || strcmp(target, watch->standard_error) != 0)
        watch->watched.foul = "standard error was closed or exchanged while download_all() was at work";
}

static void look_at_gate(struct watch *watch)
{
    settle(watch);
    watch->run->at_gate = look(watch);
    expect_standard_error(watch);
    look_at_files(watch);
    char *held = ask(watch, "held");
    watch->run->owners = owners_find(held, watch->server);
    free(held);
    if (watch->run->scenario.watch_idleness)
        watch_idleness(watch);
    if (watch->run->scenario.kill_worker)
        kill_worker(watch);
    if (watch->run->scenario.interrupt)
        interrupt(watch);
    let_go(watch);
}

static void handle_event(struct watch *watch)
{
    char *event = take_event(watch);

    if (strncmp(event, "full", 4) == 0) {
        look_at_gate(watch);
    } else if (strncmp(event, "quiet", 5) == 0) {
        look_at_files(watch);
        consider_quiet(watch);
    } else if (strncmp(event, "flood", 5) == 0) {
        watch->watched.foul = FLOODED;
    }
    free(event);
}

/* --- The program's checkpoints
 * -------------------------------------------------------------------------------- */

/*
 * Compare with what there was before. A thread that has been joined lingers in /proc for a moment, so ask
 * again for as long as anything is awake, and a little longer.
 */
static void look_after(struct watch *watch)
{
    const struct snapshot *before = &watch->run->before;
    struct snapshot *after = &watch->run->after;
    double begun = now(), elapsed;

    do {
        *after = look(watch);
        if (after->threads == before->threads && after->descriptors == before->descriptors &&
            after->processes == before->processes && after->zombies == before->zombies)
            return;
        pause_for_sample();
        elapsed = now() - begun;
    } while (elapsed < 0.2 || (!after->asleep && elapsed < LONGEST_SETTLE));
}

static void meet_program(struct watch *watch)
{
    watch->program->self = find_program(watch->server->pid);
    watch->run->before = look(watch);
    watch->server_time = snapshot_process(watch->server->pid).processor_time;
    find_standard_error(watch, watch->standard_error);
    place_find(watch->program->self, CHECKPOINT_FD, &watch->place);
}

static bool stands_at_checkpoint(const struct watch *watch, pid_t process)
{
    struct place place;

    return place_find(process, CHECKPOINT_FD, &place) && place_is_same(&watch->place, &place);
}

/*
 * Does the line come from the kit's main()? If not, then a child has come back to there, or the lab has
 * written it by itself.
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
    if (!watch->watched.returned_twice)
        watch->watched.foul = "it was said that download_all() had returned, and it had not";
    return false;
}

static void handle_checkpoint(struct watch *watch)
{
    char where[16];
    size_t step, saved;
    enum checkpoint come = program_checkpoint(watch->program);

    if (come != LINE)
        return;
    if (sscanf(watch->program->line, "%15s %zu %zu", where, &step, &saved) != 3) {
        watch->watched.foul = "something was written to the descriptor by which main() speaks to the tests";
        return;
    }
    /* What else could begin or end a cycle out of turn? */
    if (step != watch->watched.ended_cycles + 1 || (strcmp(where, "begin") == 0) == watch->inside) {
        watch->watched.returned_twice = true;
        return;
    }
    if (watch->watched.ended_cycles == 0 && !watch->inside)
        meet_program(watch);
    if (!is_from_main(watch))
        return;
    if (!watch->inside) {
        struct snapshot seen = look(watch);
        watch->inside = true;
        begin_stillness(watch, &seen, "");
        watch->event_since = now();
        watch->event_time = seen.processor_time;
    } else {
        look_after(watch);
        expect_standard_error(watch);
        watch->inside = false;
        watch->run->returned = saved;
        watch->watched.ended_cycles++;
    }
    program_continue(watch->program);
}

/* --- All together
 * --------------------------------------------------------------------------------------------- */

struct watched watch(struct program *program, struct server_client *server, struct run *run,
                     const struct watched_files *files)
{
    struct watch watch = {.program = program, .server = server, .run = run, .files = files};
    double begun = now();
    bool ended = false;

    while (!ended && !watch.watched.hung && !watch.watched.foul && !watch.watched.returned_twice) {
        if (watch.inside)
            ask_for_event(&watch);
        struct pollfd sources[] = {
            {program->identity, POLLIN, 0},
            {program->output, POLLIN, 0},
            {program->checkpoint, POLLIN, 0},
            {watch.waiting ? server->control : -1, POLLIN, 0},
        };
        if (poll(sources, 4, LOOK_MILLISECONDS) < 0 && errno != EINTR)
            harness_failure("poll: %s", strerror(errno));
        if (sources[1].revents)
            program_drain(program);
        if (program->length == MOST_TEXT)
            watch.watched.foul = "more than a mebibyte was printed";
        if (sources[2].revents)
            handle_checkpoint(&watch);
        if (sources[3].revents)
            handle_event(&watch);
        look_for_excess(&watch);
        ended = sources[0].revents != 0;
        if (now() - begun > DEADLINE)
            watch.watched.hung = "it was still at work after two minutes.";
    }
    watch.watched.status = program_reap(program, !ended);
    if (watch.waiting)
        free(take_event(&watch));
    return watch.watched;
}
