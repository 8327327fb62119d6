/*
 * hang_detector.c - detect that nothing moves any more. A program that waits in vain differs from a slow one
 * by its threads, which all sleep, and by its context switches.
 */
#include "hang_detector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/clock.h"
#include "../observe/server.h"
#include "../verdict/grading.h"
#include "gate.h"
#include "looks.h"

/* Seconds. Under load these are reached later, never wrongly: a thread that waits for a processor does not
 * sleep. */
#define STILL  1.5 /* asleep this long, with replies held: no request will come */
#define HUNG   3.0 /* asleep this long, while the server has no reply to send */
#define BUSY   1.0 /* processor time without an event: a right submission uses a hundredth of it */
#define A_LIFE 0.3 /* more for each process, which starts and checks for leaks: usually a tenth of this */
#define LIVES  2   /* processes for each worker: one that works, and one that ends */
#define A_LOOK 0.1 /* longest time that one check can account for */
#define GRACE  4.0 /* asleep this long after --give-up-after, with a stalled reply */

/* libcurl wakes up once a second during a wait; a program that polls more often does not count as still. */
#define STILL_SWITCHES_FIRST      4
#define STILL_SWITCHES_PER_SECOND 4

/* Once so many runs of a submission have hung, the others wait a part of these times. */
#define MAX_HUNG 3

/* Checks that find all threads asleep, without news from the server, before a polling program counts as
 * hanging. */
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
 * How long program and server have been still, in seconds; 0 when something has moved. On a busy machine we
 * may miss what happens between two checks, so a check accounts for a short time at most.
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

/* The state outside the program: the server's status, and when a file was created, removed or renamed. A
 * program that ends transfers one by one is active, although the server sees nothing of it. */
static char *outside(const struct watch *watch)
{
    char *server = ask_server(watch->server, "status"), *path, *status;
    struct stat directory = {0};

    if (asprintf(&path, "%s/../step_%zu", watch->files->directory, watch->watched.ended_cycles + 1) < 0)
        abort();
    stat(path, &directory); /* all zero if it does not exist yet */
    if (asprintf(&status, "%s changed=%lld.%09ld", server, (long long)directory.st_mtim.tv_sec,
                 directory.st_mtim.tv_nsec) < 0)
        abort();
    free(path);
    free(server);
    return status;
}

/* A submission that has hung may do so in each of twenty tests: the next run has to show the same for a
 * shorter time. */
static double patience(double seconds)
{
    size_t hung = grading.hung ? *grading.hung : 0;

    return seconds / (double)(1 + (hung < MAX_HUNG ? hung : MAX_HUNG));
}

/* Cap the allowance, so that a fork bomb does not earn more processor time with every process. */
static double most_busy(const struct watch *watch, const struct snapshot *seen)
{
    size_t lives = 1 + LIVES * watch->run->scenario.workers;

    return patience(BUSY) + A_LIFE * (double)(seen->processes < lives ? seen->processes : lives);
}

void consider_quiet(struct watch *watch)
{
    char *status = outside(watch);
    struct snapshot seen = look(watch);
    double still = stillness(watch, &seen, status);
    bool busy = seen.processor_time - watch->event_time >= most_busy(watch, &seen);
    bool polls = (double)watch->asleep_since >= patience(POLLING_LOOKS);
    double quiet = monotonic_seconds() - watch->event_since;
    size_t held = status_number(status, "held"), in_flight = status_number(status, "in_flight");

    free(status);
    if (!watch->opened && held > 0) {
        if (still >= STILL || polls || busy) {
            watch->run->stuck = true;
            let_go(watch);
        }
    } else if (held == 0 && in_flight > 0 &&
               (polls || busy ? quiet : still) >=
                   watch->run->scenario.give_up_after / 1000.0 + patience(GRACE)) {
        watch->watched.hung = "it waits for a stalled reply, and never gives up.";
        watch->watched.waits_for_reply = true;
    } else if (in_flight == 0 && still >= patience(HUNG)) {
        watch->watched.hung =
            "all its threads sleep, and the server has no reply to send\n"
            "(a deadlock, a lost wake-up, or a wait for something that has already happened).";
    } else if (in_flight == 0 && polls) {
        watch->watched.hung = "it polls for something that does not happen, and the server has no reply "
                              "it nothing.";
    } else if (in_flight == 0 && busy) {
        watch->watched.hung = "it is busy, and sends no request (a loop that never ends).";
    }
    if (watch->watched.hung && grading.hung)
        ++*grading.hung;
}
