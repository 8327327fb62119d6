/*
 * hang_detector.c - does anything move? A program that waits for what cannot come any more is told from one
 * that is only slow by its threads, which sleep, and by its context switches.
 */
#include "hang_detector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/clock.h"
#include "../observe/server.h"
#include "gate.h"
#include "looks.h"

/* Seconds. Under load these come true later, never wrongly: a thread that waits for a processor does not
 * sleep. */
#define STILL  1.5 /* asleep so long, with replies held: nothing more will come */
#define HUNG   3.0 /* asleep so long, with nothing owed by the server */
#define BUSY   1.5 /* used of a processor, with no event: a right answer uses a hundredth of it */
#define A_LIFE 0.3 /* and this for each process: to be started, to look for leaks: a tenth, mostly */
#define LIVES  2   /* for each worker so many processes have it: one that works, and one that ends */
#define A_LOOK 0.1 /* for which one look stands, at most */
#define GRACE  4.0 /* asleep so long past --give-up-after, with a stalled reply */

/* libcurl looks up once a second from a wait; whoever polls for more than that is not still. */
#define STILL_SWITCHES_FIRST      4
#define STILL_SWITCHES_PER_SECOND 4

/* Looks that see all threads asleep, with nothing new from the server, before one that polls waits in vain.
 */
#define POLLING_LOOKS 70

void begin_stillness(struct watch *watch, const struct snapshot *seen, const char *status)
{
    watch->still_since = watch->still_looked = monotonic_seconds();
    watch->still_seen = 0;
    watch->switches = seen->switches;
    if (strcmp(status, watch->status) != 0) {
        watch->event_since = watch->still_since;
        watch->event_time = seen->processor_time;
        watch->asleep_since = 0;
    }
    snprintf(watch->status, sizeof watch->status, "%s", status);
}

/*
 * How long program and server have been still, in seconds; 0 when something has moved. A machine that is busy
 * may not let us look for long, and whatever was done meanwhile we have not seen: a look stands for a short
 * time at most.
 */
static double stillness(struct watch *watch, const struct snapshot *seen, const char *status)
{
    double time = monotonic_seconds(), elapsed = time - watch->still_since;
    double since_look = time - watch->still_looked;
    double allowance = STILL_SWITCHES_FIRST + STILL_SWITCHES_PER_SECOND * elapsed;

    watch->asleep_since += seen->asleep;
    if (seen->asleep && strcmp(status, watch->status) == 0 &&
        (double)(seen->switches - watch->switches) <= allowance * (double)seen->threads) {
        watch->still_seen += since_look < A_LOOK ? since_look : A_LOOK;
        watch->still_looked = time;
        return watch->still_seen;
    }
    begin_stillness(watch, seen, status);
    return 0;
}

/* What there is to see from outside, apart from the program itself: the server's status, and when a file
 * came, went, or got its name. Who ends transfers one by one moves, though the server hears nothing of it. */
static char *outside(const struct watch *watch)
{
    char *server = ask_server(watch->server, "status"), *path, *status;
    struct stat directory = {0};

    if (asprintf(&path, "%s/../step_%zu", watch->files->directory, watch->watched.ended_cycles + 1) < 0)
        abort();
    stat(path, &directory); /* where there is none yet all is zero */
    if (asprintf(&status, "%s changed=%lld.%09ld", server, (long long)directory.st_mtim.tv_sec,
                 directory.st_mtim.tv_nsec) < 0)
        abort();
    free(path);
    free(server);
    return status;
}

/* A bomb has hundreds of processes. What they may use is bounded by what a right answer needs. */
static double most_busy(const struct watch *watch, const struct snapshot *seen)
{
    size_t lives = 1 + LIVES * watch->run->scenario.workers;

    return BUSY + A_LIFE * (double)(seen->processes < lives ? seen->processes : lives);
}

void consider_quiet(struct watch *watch)
{
    char *status = outside(watch);
    struct snapshot seen = look(watch);
    double still = stillness(watch, &seen, status);
    bool busy = seen.processor_time - watch->event_time >= most_busy(watch, &seen);
    bool polls = watch->asleep_since >= POLLING_LOOKS;
    double quiet = monotonic_seconds() - watch->event_since;
    size_t held = status_number(status, "held"), in_flight = status_number(status, "in_flight");

    free(status);
    if (!watch->opened && held > 0) {
        if (still >= STILL || polls || busy) {
            watch->run->stuck = true;
            let_go(watch);
        }
    } else if (held == 0 && in_flight > 0 &&
               (polls || busy ? quiet : still) >= watch->run->scenario.give_up_after / 1000.0 + GRACE) {
        watch->watched.hung = "it waits for a stalled reply, and never gives it up.";
        watch->watched.waits_for_reply = true;
    } else if (in_flight == 0 && still >= HUNG) {
        watch->watched.hung =
            "all its threads sleep, and the server owes it nothing\n"
            "(a deadlock, a lost wake-up, or a wait for something that has already happened).";
    } else if (in_flight == 0 && polls) {
        watch->watched.hung =
            "it looks again and again for something that does not happen, and the server owes "
            "it nothing.";
    } else if (in_flight == 0 && busy) {
        watch->watched.hung = "it is busy, and asks the server for nothing (a loop that never ends).";
    }
}
