/*
 * program.h - run one program and measure its cost.
 *
 * All processes that a program starts are in its process group and end with it.
 */
#ifndef REPORT_PROGRAM_H
#define REPORT_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define PROGRAM_OUTPUT 4096

/* A running program. */
struct program {
    pid_t pid;    /* also the process group */
    int output;   /* descriptor that receives its output */
    double start; /* seconds, on the monotonic clock */
    const char *path;
};

struct program_run {
    int status;          /* exit status; -1 if a signal or the deadline ended it */
    double seconds;      /* from its start to its end */
    double user_seconds; /* processor time, including children it waited for */
    double system_seconds;
    size_t voluntary_switches;   /* how often it gave up a processor to wait */
    size_t involuntary_switches; /* how often a processor was taken from it */
    char outcome[64];            /* "ok" for status 0, or what went wrong, without a comma */
    char output[PROGRAM_OUTPUT]; /* the end of its output */
};

/* Start a program; `arguments` begins with its path and ends with NULL. 0, or -1 with errno. */
int program_start(struct program *program, const char *const arguments[]);

/* Whether it has closed its output, as it does when it ends. Reads nothing. */
bool program_has_ended(const struct program *program);

/*
 * Wait for its end, and force it after `deadline` seconds or when an interrupt is noted. Errors appear only
 * in the result.
 */
struct program_run program_finish(struct program *program, double deadline);

/* End it now. */
void program_stop(struct program *program);

/* program_start() followed by program_finish(). */
struct program_run run_program(const char *const arguments[], double deadline);

/* The last line of a run's output, where a program usually says why it gives up; "" if it printed nothing. */
void last_line_of(const struct program_run *run, char line[], size_t size);

#endif
