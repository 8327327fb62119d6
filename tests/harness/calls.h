/*
 * calls.h - run the cache lab's program over a list of calls, and judge what became of each.
 *
 * A test writes the list down, and beside each call what is due: that the wrapped function is asked, or that
 * a held result is served. The wrapped function asks the mock server, which gives a fresh value each time, so
 * the values tell which of both it was, and the server's ledger whether there was anything more.
 *
 * The program gets the list in a file as labs/kit/cache/script.h describes it.
 */
#ifndef HARNESS_CALLS_H
#define HARNESS_CALLS_H

#include "scenario.h"

/* What must become of a call. */
enum due {
    COMPUTED, /* the server is asked, and its fresh value returned */
    SERVED,   /* the server is not asked; the value is the one last computed for these arguments */
    REFUSED,  /* the server is asked and does not know the address; the call returns an error */
};

const char *due_word(enum due due);

/* The arguments of a call. */
struct pair {
    long first, second;
};

/* One thing that is to be done, and what came of it. */
struct item {
    enum { DECORATE, CALL, CALL_BESIDE, BREAK, MEND, RELEASE } kind;
    char function; /* its name, a letter */
    const char *decorators;
    enum due due;
    struct pair pair;
    int error;   /* that the call returned */
    char *value; /* that the call gave; NULL where the program did not come that far */
};

struct calls {
    enum build build;
    size_t gate; /* hold replies until so many requests are in flight; look; open; and again; 0: none */

    struct item *items;
    size_t count;
    struct run run;
};

/* Write down what is to be done. decorate(&calls, 'f', "cache 3"): f is a decorated function from then on. */
void decorate(struct calls *calls, char function, const char *decorators);
void call(struct calls *calls, enum due due, char function, struct pair pair);
void call_times(struct calls *calls, size_t times, enum due due, char function, struct pair pair);

/* A call at the same moment as the one just written down, of the same function, by another thread. */
void call_beside(struct calls *calls, enum due due, struct pair pair);

/* Between these two whatever is computed comes to an error. */
void break_server(struct calls *calls);
void mend_server(struct calls *calls);

/* The function is released, and with it, once, what it wraps. */
void release(struct calls *calls, char function);

/* Arguments, drawn from the test's seed. */
struct pair draw_pair(void);

/*
 * Run the program over the list. A program that crashes, hangs or does not get through the list fails the
 * test here.
 */
void run_calls(struct calls *calls);

/* run_calls(), then demand of each call what is due, and of the server that it was not asked for more. */
void expect_calls(struct calls *calls);

/* Run the program without a list: it must print `transcript`, to the letter. */
void expect_transcript(const char *transcript);

#endif
