/*
 * calls.c - a model of the cache lab's kit: a function worth caching that needs no server. Threads call a
 * decorated function at once, and the results are checked against the contract.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explored.h"
#include "kit/cache/memory.h"
#include "kit/function.h"

#define MOST_CALLS 8
#define ARGUMENTS  12
#define RUBBISH    0xee

/* The calls, one letter each: before the others, at once, and after them. */
static const struct subject {
    const char *words;
    bool per_arguments;
    unsigned runs;
    const char *before, *at_once, *after;
    unsigned computed; /* expected calls of f, if none fails and simultaneous equal calls compute once */
    bool held;         /* the calls after the others must be hits */
} subjects[] = {
    {"cache(f, 3): two equal calls at once", false, 3, "", "xx", "x", 1, true},
    {"cache_per_arguments(f, 3): two equal calls at once", true, 3, "", "xx", "x", 1, true},
    {"cache(f, 3): two calls at once with other arguments", false, 3, "", "xy", "xy", 2, true},
    {"cache_per_arguments(f, 1): two equal calls at once that must recompute the result", true, 1, "xx", "xx",
     "x", 3, false},
    {"cache_per_arguments(f, 3): three calls at once, two of them equal", true, 3, "", "xxy", "y", 2, true},
    {"cache_per_arguments(f, 1): two equal calls at once, of which the second computes again", true, 1, "x",
     "xx", "x", 2, true},
};
static const struct subject *subject = &subjects[0];
static bool once; /* simultaneous equal calls must compute once */

static struct call {
    struct function *function;
    _Alignas(16) unsigned char args[ARGUMENTS];
    long result;
    int error;
} calls[MOST_CALLS];
static size_t call_count;

static unsigned told[MOST_CALLS]; /* the counters, in the order of tell_counter() */
static size_t told_count;

/* --- The wrapped function --- */

static struct {
    unsigned computed, failed, released;
    unsigned char last; /* letter of the last call */
    long values[MOST_CALLS];
    char letters[MOST_CALLS];
} wrapped;

static int compute(struct function *self, const void *args, void *result)
{
    const unsigned char *letter = args;

    step("computes", self, PLACE);
    for (size_t i = 1; i < ARGUMENTS; i++)
        if (letter[i] != letter[0])
            wrong(OUTCOME, PLACE, "the wrapped function is called with other arguments");
    if (wrapped.computed == MOST_CALLS)
        wrong(OUTCOME, PLACE, "the wrapped function is called more often than the decorated one");
    wrapped.letters[wrapped.computed] = (char)letter[0];
    memset(result, RUBBISH, sizeof(long) / 2);
    if (fails(REPLIES, "returns an error", PLACE)) {
        wrapped.failed++;
        wrapped.values[wrapped.computed++] = -1;
        return EIO;
    }
    long value = 1000 + (long)wrapped.computed;
    wrapped.values[wrapped.computed++] = value;
    memcpy(result, &value, sizeof value);
    return 0;
}

static void release_wrapped(struct function *self)
{
    (void)self;
    wrapped.released++;
}

static struct function function = {"f", ARGUMENTS, sizeof(long), compute, release_wrapped};

void tell_counter(unsigned counter)
{
    if (told_count < MOST_CALLS)
        told[told_count++] = counter;
}

/* --- Calls --- */

static struct call *prepare(struct function *decorated, char letter)
{
    struct call *call = &calls[call_count++];

    call->function = decorated;
    memset(call->args, letter, sizeof call->args);
    return call;
}

static void *make_call(void *argument)
{
    struct call *call = argument;
    char letter = (char)call->args[0];

    call->error = call->function->call(call->function, call->args, &call->result);
    tell(call->error ? "gets an error" : "gets its result", NULL, NULL)->kind = STEP_SYNC;
    memset(call->args, '?', sizeof call->args);
    call->args[0] = (unsigned char)letter;
    return NULL;
}

static void call_at_once(struct function *decorated, const char *letters)
{
    int numbers[MOST_CALLS], count = 0;

    for (; *letters; letters++) {
        unsigned long real;
        numbers[count++] = thread_start(make_call, prepare(decorated, *letters), NULL, &real);
    }
    for (int i = 0; i < count; i++)
        thread_await(numbers[i], NULL);
}

/* --- Checks of the outcome --- */

static void expect_results(void)
{
    for (size_t i = 0; i < call_count; i++) {
        const struct call *call = &calls[i];
        bool known = false;
        for (unsigned c = 0; c < wrapped.computed; c++)
            known |= call->result == wrapped.values[c] && wrapped.letters[c] == (char)call->args[0];
        if (call->error && !wrapped.failed)
            wrong(OUTCOME, NULL, "a call returns error %d, but the wrapped function never returned an error",
                  call->error);
        if (!call->error && !known)
            wrong(OUTCOME, NULL, "a call returns a result that was never computed for its arguments");
    }
}

/* Without other calls in flight, a call must find a counter that each earlier call has increased by one. */
static void expect_counter(void)
{
    if (!subject->per_arguments && !wrapped.failed && told_count == call_count &&
        told[told_count - 1] != call_count - 1)
        wrong(OUTCOME, NULL, "the counter is at %u after %zu calls", told[told_count - 1], call_count - 1);
}

static void make_all_calls(struct function *decorated)
{
    for (const char *letter = subject->before; *letter; letter++)
        make_call(prepare(decorated, *letter));
    call_at_once(decorated, subject->at_once);
    unsigned computed = wrapped.computed;
    for (const char *letter = subject->after; *letter; letter++) {
        make_call(prepare(decorated, *letter));
        expect_counter();
    }
    if (subject->held && !wrapped.failed && wrapped.computed != computed)
        wrong(OUTCOME, NULL, "a result computed during other calls is not held: f is called again");
}

void subject_run(void)
{
    struct function *decorated = subject->per_arguments ? cache_per_arguments(&function, subject->runs)
                                                        : cache(&function, subject->runs);

    if (!decorated && world->failed)
        return;
    if (!decorated || !decorated->call || !decorated->release)
        wrong(NOTHING, NULL, "%s() returned no function",
              subject->per_arguments ? "cache_per_arguments" : "cache");
    make_all_calls(decorated);
    expect_results();
    if (!subject->per_arguments && told_count != call_count)
        wrong(OUTCOME, NULL, "tell_counter() was called %zu times in %zu calls", told_count, call_count);
    if (once && !wrapped.failed && wrapped.computed != subject->computed)
        wrong(OUTCOME, NULL, "f is computed %u times: expected %u", wrapped.computed, subject->computed);
    decorated->release(decorated);
    if (wrapped.released != 1)
        wrong(OUTCOME, NULL, "release() released f %u times, expected 1", wrapped.released);
    threads_expect_none();
}

int subject_count(void)
{
    return sizeof subjects / sizeof subjects[0];
}

void subject_choose(int number)
{
    subject = &subjects[number];
}

const char *subject_words(void)
{
    return subject->words;
}

bool subject_option(const char *name, const char *value)
{
    once = strcmp(value, "yes") == 0;
    return strcmp(name, "--once") == 0;
}

/* The kit's allocation functions, which count no allocations here. */
atomic_uint memory_countdown, memory_failures;
