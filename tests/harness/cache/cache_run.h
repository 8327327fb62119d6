/*
 * cache_run.h - run the cache lab's program with a list of calls, and judge each call.
 *
 * A call is a hit, which returns a held result; a miss, which calls the wrapped function; or it fails,
 * because the wrapped function fails. A test lists the calls with the expected outcome of each, or leaves the
 * outcome to the model (cache_model.h). The wrapped function asks the mock server, which gives a new value
 * each time. So the results distinguish a hit from a miss, and the server's ledger shows requests too many.
 *
 * The program reads the list from a file: labs/kit/cache/script.h.
 */
#ifndef HARNESS_CACHE_RUN_H
#define HARNESS_CACHE_RUN_H

#include <stdint.h>

#include "../run/run.h"
#include "arguments.h"

enum outcome {
    HIT,   /* returns the held result for these arguments, without a request */
    MISS,  /* asks the server, and returns its new value */
    FAIL,  /* asks the server, and returns the wrapped function's error */
    DRAWN, /* as the model says */
};

/* One item of the list. */
struct item {
    enum { DECORATE, CALL, CALL_BESIDE, SET_ERROR, SET_MEMORY, RELEASE } kind;
    char function;          /* its name, a letter */
    const char *decorators; /* for DECORATE: "8 100 cache 3", as in the script */
    enum outcome expected;  /* for a call */
    struct arguments args;  /* for a call */
    unsigned times, number; /* number of calls; number for SET_ERROR and SET_MEMORY */
};

/* A line of the program's results. */
struct result_row {
    size_t line;
    unsigned times;
    int error;
    char *events, *result; /* labs/kit/cache/script.h */
};

struct cache_run {
    enum build build;
    size_t gate; /* hold replies until this many requests are in flight, check, open, repeat; 0: no gate */
    unsigned latency; /* the server's, in milliseconds, so that simultaneous calls overlap */
    bool values_only; /* ignore the arguments of tell_counter() */

    struct item *items;
    size_t count;

    /* Set by the run: */
    struct run run;
    uint64_t seed; /* seed of the server's values */
    struct result_row *rows;
    size_t row_count;
};

/* Add items to the list. decorate(&run, 'f', "8 100 cache 3"): from here on f is a decorated function. */
void decorate(struct cache_run *run, char function, const char *decorators);
void call(struct cache_run *run, enum outcome expected, char function, struct arguments args);
void call_times(struct cache_run *run, size_t times, enum outcome expected, char function,
                struct arguments args);

/* `times` calls, one after another, in one line of the script. The model gives the expected outcomes. */
void call_often(struct cache_run *run, unsigned times, char function, struct arguments args);

/* Another thread makes this call at the same moment as the call just added. */
void call_beside(struct cache_run *run, enum outcome expected, char function, struct arguments args);

/* From here on the function wrapped by `function` returns this error number; 0: results again. */
void set_error(struct cache_run *run, char function, int error);

/* The allocation of the lab's code with this number, counted from here, fails; 0: none fails any more. */
void set_memory(struct cache_run *run, unsigned number);

/* Release the function, and with it, once, the wrapped function. */
void release(struct cache_run *run, char function);

/* The number of the script's line that contains item `i`, from 1. */
size_t item_line(const struct cache_run *run, size_t i);

/*
 * Run the program with the list. A program that crashes, hangs or does not finish the list fails the test
 * here.
 */
void run_calls(struct cache_run *run);

/* The same, but the test always continues. Returns whether the program ended normally. */
bool try_calls(struct cache_run *run);

/* Run the program without a list: it must print exactly `transcript`. */
void expect_transcript(const char *transcript);

#endif
