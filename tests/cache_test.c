/*
 * cache_test.c - the tests of labs/cache: two decorators that hold the results of a function.
 *
 * Each test is a list of calls of a function that asks the server. Next to each call stands the expected
 * outcome: a hit, which returns the held result, or a miss, which asks the server again. For a random list, a
 * model of the contract gives the outcomes (harness/cache/cache_model.c).
 */
#include <errno.h>
#include <stdio.h>

#include "harness/cache/cache_draw.h"
#include "harness/cache/cache_expect.h"
#include "harness/cache/cache_run.h"
#include "harness/schedules/explore.h"
#include "harness/suite/expect.h"
#include "harness/suite/suite.h"

#define SIZE 16 /* bytes of arguments, where the size does not matter */

TEST(transcript_of_the_original)
{
    expect_transcript("Function called 0 times\nCalculating data...\nResult: 5\n"
                      "Function called 1 times\nCached data...\nResult: 5\n"
                      "Function called 2 times\nCached data...\nResult: 5\n"
                      "Function called 3 times\nCached data...\nResult: 5\n"
                      "Function called 4 times\nCalculating data...\nResult: 5\n"
                      "Function called 1 times\nCached data...\nResult: 5\n"
                      "Function called 2 times\nCalculating data...\nResult: 6\n"
                      "Function called 3 times\nCached data...\nResult: 5\n"
                      "Function called 4 times\nCalculating data...\nResult: 5\n"
                      "Function called 1 times\nCached data...\nResult: 5\n");
}

TEST(served_for_the_next_calls_then_computed_again)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.values_only = true};

    decorate(&c, 'f', "16 24 cache 3");
    call(&c, MISS, 'f', x);
    call_times(&c, 3, HIT, 'f', x);
    call(&c, MISS, 'f', x);
    call_times(&c, 3, HIT, 'f', x);
    expect_calls(&c);
}

TEST(one_counter_for_all_arguments)
{
    struct arguments x = draw_arguments(SIZE), y = draw_arguments(SIZE);
    struct cache_run c = {0};

    decorate(&c, 'f', "16 100 cache 3");
    call(&c, MISS, 'f', x);
    call(&c, MISS, 'f', y);
    call(&c, HIT, 'f', x);
    call(&c, HIT, 'f', y);
    call(&c, MISS, 'f', x); /* the fifth call */
    call_times(&c, 2, HIT, 'f', y);
    call(&c, HIT, 'f', x);
    call(&c, MISS, 'f', y); /* four calls later */
    call_times(&c, 3, HIT, 'f', x);
    call(&c, MISS, 'f', x);
    expect_calls(&c);
}

TEST(a_counter_for_each_arguments)
{
    struct arguments x = draw_arguments(SIZE), y = draw_arguments(SIZE), z = draw_arguments(SIZE);
    struct cache_run c = {0}; /* no call may report a counter */

    decorate(&c, 'f', "16 7 cache_per_arguments 3");
    call(&c, MISS, 'f', x);
    call(&c, HIT, 'f', x);
    call(&c, MISS, 'f', y);
    call(&c, MISS, 'f', z);
    call_times(&c, 3, HIT, 'f', y);
    call_times(&c, 2, HIT, 'f', x);
    call(&c, MISS, 'f', x);
    call(&c, MISS, 'f', y);
    call_times(&c, 3, HIT, 'f', z);
    call(&c, MISS, 'f', z);
    expect_calls(&c);
}

TEST(runs_of_none_and_of_one)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.values_only = true}, large = {.values_only = true};

    decorate(&c, 'a', "16 8 cache 0");
    decorate(&c, 'b', "16 8 cache_per_arguments 0");
    decorate(&c, 'c', "16 8 cache 1");
    decorate(&c, 'd', "16 8 cache_per_arguments 1");
    call_times(&c, 3, MISS, 'a', x);
    call_times(&c, 3, MISS, 'b', x);
    for (int i = 0; i < 3; i++) {
        call(&c, MISS, 'c', x);
        call(&c, HIT, 'c', x);
        call(&c, MISS, 'd', x);
        call(&c, HIT, 'd', x);
    }
    expect_calls(&c);
    draw_large_runs(&large);
    run_calls(&large);
    expect_drawn(&large);
}

/* Some of them have the same checksum or hash. */
TEST(arguments_are_compared_whole)
{
    struct arguments args[MAX_RELATIVES];
    size_t size = 8 * draw(130, 148) + draw(1, 7); /* no whole number of words, and over a kibibyte */
    char decorators[64];
    struct cache_run c = {.values_only = true};

    snprintf(decorators, sizeof decorators, "%zu 16 cache 1000", size);
    decorate(&c, 'f', decorators);
    draw_relatives(args, MAX_RELATIVES, size);
    for (size_t i = 0; i < MAX_RELATIVES; i++)
        call(&c, MISS, 'f', args[i]);
    for (size_t i = 0; i < MAX_RELATIVES; i++)
        call(&c, HIT, 'f', args[i]);
    expect_calls(&c);
}

/* An error as the first result, and as a later one. */
static void add_errors(struct cache_run *c, const char *decorators)
{
    struct arguments x = draw_arguments(SIZE);

    decorate(c, 'f', decorators);
    set_error(c, 'f', ENOENT);
    call_times(c, 2, FAIL, 'f', x);
    set_error(c, 'f', 0);
    call(c, MISS, 'f', x);
    call_times(c, 3, HIT, 'f', x);
    set_error(c, 'f', EIO);
    call(c, FAIL, 'f', x);
    set_error(c, 'f', EAGAIN);
    call(c, FAIL, 'f', x);
    set_error(c, 'f', 0);
    call(c, MISS, 'f', x);
    call_times(c, 3, HIT, 'f', x);
    call(c, MISS, 'f', x);
    release(c, 'f');
}

TEST(errors_are_returned_and_never_held)
{
    struct cache_run c = {.values_only = true};

    add_errors(&c, "16 24 cache 3");
    add_errors(&c, "16 24 cache_per_arguments 3");
    expect_calls(&c);
}

TEST(an_error_drops_the_result_and_leaves_the_counter)
{
    struct arguments x = draw_arguments(SIZE), y = draw_arguments(SIZE);
    struct cache_run c = {0};

    decorate(&c, 'f', "16 50 cache 3");
    call(&c, MISS, 'f', x);
    call_times(&c, 2, HIT, 'f', x);
    set_error(&c, 'f', EIO);
    call(&c, FAIL, 'f', y);
    call(&c, HIT, 'f', x);
    call(&c, FAIL, 'f', x); /* the fifth counted call: its result is dropped */
    set_error(&c, 'f', 0);
    call(&c, MISS, 'f', y); /* still the fifth */
    call(&c, MISS, 'f', x); /* no result is held */
    call(&c, HIT, 'f', y);
    call(&c, HIT, 'f', x);
    call(&c, MISS, 'f', x);
    expect_calls(&c);
}

TEST(functions_side_by_side_are_apart)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.values_only = true};

    decorate(&c, 'f', "16 16 cache 2");
    decorate(&c, 'g', "16 80 cache 3");
    decorate(&c, 'h', "16 4 cache_per_arguments 1");
    call(&c, MISS, 'f', x);
    call(&c, MISS, 'g', x);
    call(&c, HIT, 'f', x);
    call(&c, HIT, 'g', x);
    call(&c, MISS, 'h', x);
    call(&c, HIT, 'f', x);
    call(&c, HIT, 'h', x);
    call(&c, MISS, 'f', x);
    release(&c, 'f');
    call_times(&c, 2, HIT, 'g', x);
    call(&c, MISS, 'g', x);
    call(&c, MISS, 'h', x);
    release(&c, 'g');
    call(&c, HIT, 'h', x);
    decorate(&c, 'f', "16 16 cache 2");
    call(&c, MISS, 'f', x);
    call(&c, HIT, 'f', x);
    expect_calls(&c);
}

TEST(a_decorated_function_can_be_decorated)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.values_only = true};

    decorate(&c, 'f', "16 40 cache 1 cache 2");
    call(&c, MISS, 'f', x);
    call_times(&c, 5, HIT, 'f',
               x); /* the fourth hit comes from the wrapped function, which is also decorated */
    call(&c, MISS, 'f', x);
    release(&c, 'f');
    decorate(&c, 'f', "16 40 cache_per_arguments 1 cache 1 cache_per_arguments 1");
    call(&c, MISS, 'f', x);
    call_times(&c, 7, HIT, 'f', x);
    call(&c, MISS, 'f', x);
    release(&c, 'f');
    expect_calls(&c);
}

TEST(many_results_are_held)
{
    enum { MANY = 1500 };
    static struct arguments args[MANY];
    struct cache_run c = {.values_only = true};

    decorate(&c, 'f', "12 20 cache 5000");
    for (size_t i = 0; i < MANY; i++)
        args[i] = arguments_with(arguments_with(draw_arguments(12), 3, (unsigned char)(i / 256)), 7, i % 256);
    for (size_t i = 0; i < MANY; i++)
        call(&c, MISS, 'f', args[i]);
    for (size_t i = 0; i < MANY; i++)
        call(&c, HIT, 'f', args[i]);
    expect_calls(&c);
}

TEST(arguments_and_results_are_copied)
{
    struct arguments x = draw_arguments(300), y = draw_arguments(300);
    struct cache_run c = {.values_only = true};

    /* The program overwrites the arguments and the result of a call as soon as it has returned. */
    decorate(&c, 'f', "300 2000 cache 100");
    call(&c, MISS, 'f', x);
    call(&c, HIT, 'f', x);
    call(&c, MISS, 'f', y);
    call(&c, HIT, 'f', x);
    call(&c, HIT, 'f', y);
    expect_calls(&c);
}

TEST(released_once_with_what_it_wraps)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run plain = {.values_only = true}, address = {.build = ADDRESS};

    for (int i = 0; i < 2; i++) {
        struct cache_run *c = i == 0 ? &plain : &address;
        decorate(c, 'f', "16 24 cache 3");
        decorate(c, 'g', "16 1 cache_per_arguments 3 cache_per_arguments 2");
        call(c, MISS, 'f', x);
        call(c, MISS, 'g', x);
        release(c, 'f');
        release(c, 'g');
        decorate(c, 'f', "200 24 cache 1");
        release(c, 'f');
    }
    expect_calls(&plain);
    expect_nothing_left(&plain.run);
    run_calls(&address);
    expect_no_report(&address.run);
}

TEST(any_sequence_of_calls)
{
    struct cache_run c = {0}, drops = {0};

    draw_calls(&c, 4);
    run_calls(&c);
    expect_drawn(&c);
    draw_dropped_results(&drops);
    run_calls(&drops);
    expect_drawn(&drops);
}

TEST(no_memory_is_lost)
{
    struct cache_run c = {.build = ADDRESS};

    draw_calls(&c, 3);
    run_calls(&c);
    expect_no_report(&c.run);
    expect_something_held(&c); /* a program that holds nothing would lose nothing */
}

TEST(no_memory_for_a_result)
{
    struct cache_run c = {.build = ADDRESS}; /* this build can make allocations of the lab fail */

    draw_failing_memory(&c);
    run_calls(&c);
    expect_no_report(&c.run);
    expect_drawn(&c);
}

/*
 * Several threads call at the same time, in every possible order (instrument/explored/calls.c
 * has the subjects). With "--once yes" equal calls must compute only once.
 */
static void explore(const char *subject, const char *once)
{
    expect_every_schedule(
        (const char *const[]){"--subject", subject, "--once", once, "--limit", "300", NULL});
}
#define EQUAL_CALLS       "0"
#define EQUAL_CALLS_EACH  "1"
#define UNEQUAL_CALLS     "2"
#define EQUAL_CALLS_AGAIN "3"
#define THREE_CALLS       "4"
#define HIT_AND_MISS      "5"

TEST(equal_calls_at_once_are_computed_once)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.gate = 1};

    decorate(&c, 'f', "16 24 cache 3");
    call(&c, MISS, 'f', x);
    for (int j = 0; j < 3; j++)
        call_beside(&c, HIT, 'f', x);
    /* First without a held result, then with one that must be computed again. */
    decorate(&c, 'g', "16 24 cache_per_arguments 3");
    for (int time = 0; time < 2; time++) {
        call(&c, MISS, 'g', x);
        for (int j = 0; j < 3; j++)
            call_beside(&c, HIT, 'g', x);
    }
    expect_calls(&c);
    explore(EQUAL_CALLS, "yes");
    explore(EQUAL_CALLS_AGAIN, "yes");
}

/* The first call waits at the gate, and the others wait for it. They may also return its error. */
TEST(equal_calls_at_once_that_fail_all_return)
{
    struct arguments x = draw_arguments(SIZE);
    struct cache_run c = {.gate = 1};

    decorate(&c, 'f', "16 24 cache 3");
    set_error(&c, 'f', EIO);
    call(&c, FAIL, 'f', x);
    for (int j = 0; j < 3; j++)
        call_beside(&c, FAIL, 'f', x);
    set_error(&c, 'f', 0);
    call(&c, MISS, 'f', x);
    call(&c, HIT, 'f', x);
    expect_calls(&c);
    explore(EQUAL_CALLS_EACH, "no"); /* without a lock no call waits */
}

TEST(other_calls_at_once_do_not_wait)
{
    struct arguments x = draw_arguments(SIZE), y = draw_arguments(SIZE), z = draw_arguments(SIZE);
    struct cache_run c = {.gate = 3};

    decorate(&c, 'f', "16 24 cache 3");
    call(&c, MISS, 'f', x);
    call_beside(&c, MISS, 'f', y);
    call_beside(&c, MISS, 'f', z);
    call(&c, HIT, 'f', x); /* a program that never holds results would not have to wait */
    /* First without a held result, then with one that must be computed again. */
    decorate(&c, 'g', "16 24 cache_per_arguments 0");
    for (int time = 0; time < 2; time++) {
        call(&c, MISS, 'g', x);
        call_beside(&c, MISS, 'g', y);
        call_beside(&c, MISS, 'g', z);
    }
    expect_calls(&c);
    expect_of_requests(&c.run, !c.run.stuck, "3 calls with other arguments in flight at once",
                       "no more than %zu requests reached the server while it held its replies", c.run.came);
    explore(UNEQUAL_CALLS, "no"); /* the program needs a lock, and must release it while it computes */
}

TEST(any_calls_at_once)
{
    struct cache_run c = {.latency = 5};

    draw_calls_at_once(&c, 12);
    expect_calls(&c);
    explore(EQUAL_CALLS, "yes");
    explore(THREE_CALLS, "yes");
}

TEST(every_schedule_gives_the_same_result)
{
    explore(EQUAL_CALLS, "no");
    explore(HIT_AND_MISS, "no");
    explore(UNEQUAL_CALLS, "no");
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(released_once_with_what_it_wraps, 5, "release() frees the function and what it wraps, once"),
    GRADED(served_for_the_next_calls_then_computed_again, 10,
           "Misses once, hits for the next `runs` equal calls, misses again"),
    GRADED(no_memory_is_lost, 5, "Neither loses nor misuses memory, whatever fails (sanitizers)"),
    GRADED(arguments_are_compared_whole, 8, "Compares arguments whole, up to the last byte"),
    GRADED(arguments_and_results_are_copied, 5, "Holds copies of arguments and results"),
    GRADED(many_results_are_held, 4, "Holds a thousand results at once"),
    GRADED(one_counter_for_all_arguments, 8,
           "cache() has one counter for all arguments, and holds all results"),
    GRADED(transcript_of_the_original, 8, "Matches the original's transcript of ten calls to the letter"),
    GRADED(an_error_drops_the_result_and_leaves_the_counter, 5,
           "Drops the held result after an error, and leaves the counter"),
    GRADED(a_counter_for_each_arguments, 8, "cache_per_arguments() has a counter for each set of arguments"),
    GRADED(runs_of_none_and_of_one, 5, "Handles `runs` of 0 (always a miss), of 1, and large numbers"),
    GRADED(errors_are_returned_and_never_held, 8,
           "Returns an error as it is, and computes again at the next call"),
    GRADED(functions_side_by_side_are_apart, 5, "Keeps several decorated functions apart"),
    GRADED(a_decorated_function_can_be_decorated, 5, "Lets a decorated function be decorated again"),
    GRADED(any_sequence_of_calls, 7, "Makes each call of any sequence the hit or the miss it must be"),
    GRADED(no_memory_for_a_result, 4, "Returns ENOMEM when there is no memory to hold a result"),
    STRETCH_GOAL(other_calls_at_once_do_not_wait, 2, "Threads: lets calls with other arguments go on"),
    STRETCH_GOAL(equal_calls_at_once_are_computed_once, 2,
                 "Threads: computes once for equal calls at the same time"),
    STRETCH_GOAL(equal_calls_at_once_that_fail_all_return, 2,
                 "Threads: returns from all equal calls when the computation fails"),
    STRETCH_GOAL(any_calls_at_once, 2, "Threads: returns the right results to any calls at the same time"),
    STRETCH_GOAL(every_schedule_gives_the_same_result, 2,
                 "Threads: gives the same results, without a race, in every order"),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "cache",
        .begin = {"cache", "cache_per_arguments"},
        .first_step =
            "Begin in labs/cache/cache.c with a wrapper (step 1 of the handout): a struct that begins with a "
            "struct\n"
            "function, a call() that only calls the wrapped function, and a release() that releases "
            "that and\n"
            "frees the struct. Let cache() and cache_per_arguments() return a pointer to one of these.",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
