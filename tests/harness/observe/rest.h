/*
 * rest.h - how long do threads sleep at a time? A thread that wakes up again and again, a few microseconds
 * after it has gone to sleep, is busy, though it takes little of the processor.
 */
#ifndef HARNESS_REST_H
#define HARNESS_REST_H

#include <stddef.h>
#include <sys/types.h>

/* What a thread has done so far. */
struct rest {
    pid_t thread;
    unsigned long long sleeps; /* how often it has gone to sleep */
    double awake;              /* seconds on a processor, or waiting for one */
};

struct rests {
    struct rest *rows;
    size_t count;
    double time; /* monotonic, seconds */
};

/* Of all threads of the program. `server` is left out. The caller frees rows. */
struct rests rests_take(pid_t server);

/*
 * The shortest mean sleep, in seconds, of a thread that has slept often between the two; 0 where no thread
 * has. It does not depend on how busy the machine is: time spent in the queue for a processor is no sleep.
 */
double rests_shortest(const struct rests *before, const struct rests *after);

#endif
