/*
 * rest.h - measure how long threads sleep at a time. A thread that sleeps only microseconds again and again
 * is busy, even if it uses little processor time.
 */
#ifndef HARNESS_REST_H
#define HARNESS_REST_H

#include <stddef.h>
#include <sys/types.h>

/* The totals of a thread so far. */
struct rest {
    pid_t thread;
    unsigned long long sleeps; /* number of sleeps */
    double awake;              /* seconds on a processor or in the queue for one */
};

struct rests {
    struct rest *rows;
    size_t count;
    double time; /* monotonic, seconds */
};

/* For all threads of the program. `server` is left out. The caller frees rows. */
struct rests rests_take(pid_t server);

/*
 * The shortest mean sleep in seconds of a thread that slept often between the two; 0 if no thread did. It
 * does not depend on the load of the machine: time in the queue for a processor does not count as sleep.
 */
double rests_shortest(const struct rests *before, const struct rests *after);

#endif
