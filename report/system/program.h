/*
 * program.h - run one program and see what it cost.
 *
 * Whatever a program starts is in its process group, and is ended with it.
 */
#ifndef REPORT_PROGRAM_H
#define REPORT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROGRAM_OUTPUT 4096

/* One that has been started. */
struct program {
    pid_t pid;    /* and the number of its process group */
    int output;   /* what it prints comes here */
    double start; /* seconds, on the monotonic clock */
    const char *path;
};

struct program_run {
    int status;          /* of its exit; -1 where a signal or the deadline ended it */
    double seconds;      /* from its start to its end */
    double user_seconds; /* processor time, with the children it waited for */
    double system_seconds;
    size_t voluntary_switches;   /* how often it gave up a processor to wait */
    size_t involuntary_switches; /* how often a processor was taken from it */
    char outcome[64];            /* "ok" for status 0, or what went wrong, without a comma */
    char output[PROGRAM_OUTPUT]; /* the last of what it printed */
};

/* Start one; `arguments` begins with its path and ends with NULL. 0, or -1 with errno. */
int program_start(struct program *program, const char *const arguments[]);

/* Has it closed its output, as it does when it ends? What it printed so far stays unread. */
bool program_has_ended(const struct program *program);

/*
 * Let it run to its end, which comes by force after `deadline` seconds or when an interrupt is noted. What
 * went wrong is in the result alone.
 */
struct program_run program_finish(struct program *program, double deadline);

/* End it now. */
void program_stop(struct program *program);

/* program_start() and program_finish(). */
struct program_run run_program(const char *const arguments[], double deadline);

/* The last line that a run printed, which is where a program says why it gives up; "" where it was silent. */
void last_line_of(const struct program_run *run, char line[], size_t size);

#endif
