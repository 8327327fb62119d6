/*
 * cache_run.h - run the cache lab's program over a list of calls, and judge each call.
 *
 * A call is a hit, which returns a held result; a miss, which asks the wrapped function; or it fails, where
 * the wrapped function does. A test writes the calls down, and beside each what is expected, or it leaves
 * that to the model (cache_model.h). The wrapped function asks the mock server, which gives a fresh value
 * each time. So the results tell a hit from a miss, and the server's ledger shows whether it was asked too
 * often.
 *
 * The program gets the list in a file: labs/kit/cache/script.h.
 */
#ifndef HARNESS_CACHE_RUN_H
#define HARNESS_CACHE_RUN_H

#include <stdint.h>

#include "../run/run.h"
#include "arguments.h"

enum outcome {
    HIT,   /* the result that is held for these arguments; the server is not asked */
    MISS,  /* the server is asked, and its fresh value returned */
    FAIL,  /* the server is asked, and the error that the wrapped function returns is returned */
    DRAWN, /* whatever the model says */
};

/* One thing to do. */
struct item {
    enum { DECORATE, CALL, CALL_BESIDE, SET_ERROR, SET_MEMORY, RELEASE } kind;
    char function;          /* its name, a letter */
    const char *decorators; /* of DECORATE: "8 100 cache 3", as in the script */
    enum outcome expected;  /* of a call */
    struct arguments args;  /* of a call */
    unsigned times, number; /* how often it is called; of SET_ERROR and SET_MEMORY */
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
    size_t gate;      /* hold replies until so many requests are in flight; look; open; and again; 0: none */
    unsigned latency; /* of the server, milliseconds: calls at once are under way together */
    bool values_only; /* do not judge which counters tell_counter() was called with */

    struct item *items;
    size_t count;

    /* After the run: */
    struct run run;
    uint64_t seed; /* of the server's values */
    struct result_row *rows;
    size_t row_count;
};

/* Write down what is to be done. decorate(&run, 'f', "8 100 cache 3"): f is a decorated function from then
 * on. */
void decorate(struct cache_run *run, char function, const char *decorators);
void call(struct cache_run *run, enum outcome expected, char function, struct arguments args);
void call_times(struct cache_run *run, size_t times, enum outcome expected, char function,
                struct arguments args);

/* One call after the other, `times` in all, of which the model says what is expected: one line of the script.
 */
void call_often(struct cache_run *run, unsigned times, char function, struct arguments args);

/* A call at the same moment as the one just written down, by another thread. */
void call_beside(struct cache_run *run, enum outcome expected, char function, struct arguments args);

/* From here on what `function` wraps returns this error number; 0: results again. */
void set_error(struct cache_run *run, char function, int error);

/* The allocation of the lab's code with this number, counted from here, fails; 0: none any more. */
void set_memory(struct cache_run *run, unsigned number);

/* The function is released, and with it, once, what it wraps. */
void release(struct cache_run *run, char function);

/* The line of the script that item `i` is, or begins, or is a part of, from 1. */
size_t item_line(const struct cache_run *run, size_t i);

/*
 * Run the program over the list. A program that crashes, hangs or does not get through the list fails the
 * test here.
 */
void run_calls(struct cache_run *run);

/* The same, and whatever happens, the test goes on. Returns whether the program came to its end. */
bool try_calls(struct cache_run *run);

/* Run the program without a list: it must print `transcript`, to the letter. */
void expect_transcript(const char *transcript);

#endif
