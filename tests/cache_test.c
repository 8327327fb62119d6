/*
 * cache_test.c - what is asked of labs/cache: two decorators that hold the results of a function.
 *
 * Each test is a list of calls of a function that asks the server, and beside each call what is due:
 * computed, that is, the server asked anew, or served.
 */
#include "harness/calls.h"
#include "harness/expect.h"
#include "harness/suite.h"
#include "harness/words.h"

#define LAST_BYTE 0x0100000000000000 /* added to a number, it changes its last byte and none before it */

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
    struct pair x = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 3");
    call(&c, COMPUTED, 'f', x);
    call_times(&c, 3, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', x);
    call_times(&c, 3, SERVED, 'f', x);
    expect_calls(&c);
    expect_number(&c.run, "requests for 8 equal calls", c.run.server.requests, 2);
}

TEST(one_counter_for_all_arguments)
{
    struct pair x = draw_pair(), y = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 3");
    call(&c, COMPUTED, 'f', x);
    call(&c, COMPUTED, 'f', y);
    call(&c, SERVED, 'f', x);
    call(&c, SERVED, 'f', y);
    call(&c, COMPUTED, 'f', x); /* the fifth */
    call_times(&c, 2, SERVED, 'f', y);
    call(&c, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', y); /* four later */
    call_times(&c, 3, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', x);
    expect_calls(&c);
}

TEST(a_counter_for_each_arguments)
{
    struct pair x = draw_pair(), y = draw_pair(), z = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache_per_arguments 3");
    call(&c, COMPUTED, 'f', x);
    call(&c, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', y);
    call(&c, COMPUTED, 'f', z);
    call_times(&c, 3, SERVED, 'f', y);
    call_times(&c, 2, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', x);
    call(&c, COMPUTED, 'f', y);
    call_times(&c, 3, SERVED, 'f', z);
    call(&c, COMPUTED, 'f', z);
    expect_calls(&c);
}

TEST(runs_of_none_and_of_one)
{
    struct pair x = draw_pair();
    struct calls c = {0};

    decorate(&c, 'a', "cache 0");
    decorate(&c, 'b', "cache_per_arguments 0");
    decorate(&c, 'c', "cache 1");
    decorate(&c, 'd', "cache_per_arguments 1");
    call_times(&c, 3, COMPUTED, 'a', x);
    call_times(&c, 3, COMPUTED, 'b', x);
    for (int i = 0; i < 3; i++) {
        call(&c, COMPUTED, 'c', x);
        call(&c, SERVED, 'c', x);
        call(&c, COMPUTED, 'd', x);
        call(&c, SERVED, 'd', x);
    }
    expect_calls(&c);
}

TEST(arguments_are_compared_whole)
{
    struct pair x = draw_pair(), first = x, second = x, last = x;
    struct calls c = {0};

    first.first++;
    second.second++;
    last.second += LAST_BYTE;
    decorate(&c, 'f', "cache 100");
    call(&c, COMPUTED, 'f', x);
    call(&c, COMPUTED, 'f', first);
    call(&c, COMPUTED, 'f', second);
    call(&c, COMPUTED, 'f', last);
    call(&c, SERVED, 'f', x);
    call(&c, SERVED, 'f', first);
    call(&c, SERVED, 'f', second);
    call(&c, SERVED, 'f', last);
    expect_calls(&c);
}

/* An error as the first result, and as a later one. */
static void add_errors(struct calls *c, const char *decorators)
{
    struct pair x = draw_pair();

    decorate(c, 'f', decorators);
    break_server(c);
    call_times(c, 2, REFUSED, 'f', x);
    mend_server(c);
    call(c, COMPUTED, 'f', x);
    call_times(c, 3, SERVED, 'f', x);
    break_server(c);
    call_times(c, 2, REFUSED, 'f', x);
    mend_server(c);
    call(c, COMPUTED, 'f', x);
    call_times(c, 3, SERVED, 'f', x);
    call(c, COMPUTED, 'f', x);
    release(c, 'f');
}

TEST(errors_are_returned_and_never_held)
{
    struct calls c = {0};

    add_errors(&c, "cache 3");
    add_errors(&c, "cache_per_arguments 3");
    expect_calls(&c);
}

TEST(an_error_drops_the_result_and_leaves_the_counter)
{
    struct pair x = draw_pair(), y = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 3");
    call(&c, COMPUTED, 'f', x);
    call_times(&c, 2, SERVED, 'f', x);
    break_server(&c);
    call(&c, REFUSED, 'f', y);
    call(&c, SERVED, 'f', x);
    call(&c, REFUSED, 'f', x); /* the fifth that is counted: its result is dropped */
    mend_server(&c);
    call(&c, COMPUTED, 'f', y); /* still the fifth */
    call(&c, COMPUTED, 'f', x); /* none is held */
    call(&c, SERVED, 'f', y);
    call(&c, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', x);
    expect_calls(&c);
}

TEST(functions_side_by_side_are_apart)
{
    struct pair x = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 2");
    decorate(&c, 'g', "cache 3");
    decorate(&c, 'h', "cache_per_arguments 1");
    call(&c, COMPUTED, 'f', x);
    call(&c, COMPUTED, 'g', x);
    call(&c, SERVED, 'f', x);
    call(&c, SERVED, 'g', x);
    call(&c, COMPUTED, 'h', x);
    call(&c, SERVED, 'f', x);
    call(&c, SERVED, 'h', x);
    call(&c, COMPUTED, 'f', x);
    release(&c, 'f');
    call_times(&c, 2, SERVED, 'g', x);
    call(&c, COMPUTED, 'g', x);
    call(&c, COMPUTED, 'h', x);
    release(&c, 'g');
    call(&c, SERVED, 'h', x);
    expect_calls(&c);
}

TEST(a_decorated_function_can_be_decorated)
{
    struct pair x = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 1 cache 2");
    call(&c, COMPUTED, 'f', x);
    call_times(&c, 5, SERVED, 'f', x); /* the fourth by what is wrapped, which is decorated, too */
    call(&c, COMPUTED, 'f', x);
    release(&c, 'f');
    decorate(&c, 'f', "cache_per_arguments 1 cache 1 cache_per_arguments 1");
    call(&c, COMPUTED, 'f', x);
    call_times(&c, 7, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', x);
    release(&c, 'f');
    expect_calls(&c);
}

TEST(many_results_are_held)
{
    enum { MANY = 1000 };
    struct pair x = draw_pair();
    struct calls c = {0};

    decorate(&c, 'f', "cache 5000");
    for (long i = 0; i < MANY; i++)
        call(&c, COMPUTED, 'f', (struct pair){x.first + i, x.second});
    for (long i = 0; i < MANY; i++)
        call(&c, SERVED, 'f', (struct pair){x.first + i, x.second});
    expect_calls(&c);
}

TEST(arguments_and_results_are_copied)
{
    struct pair x = draw_pair(), y = draw_pair();
    struct calls c = {0};

    /* The program overwrites the arguments and the result of a call as soon as it has returned. */
    decorate(&c, 'f', "cache 100");
    call(&c, COMPUTED, 'f', x);
    call(&c, SERVED, 'f', x);
    call(&c, COMPUTED, 'f', y);
    call(&c, SERVED, 'f', x);
    call(&c, SERVED, 'f', y);
    expect_calls(&c);
}

TEST(released_once_with_what_it_wraps)
{
    struct pair x = draw_pair();
    struct calls plain = {0}, address = {.build = ADDRESS};

    for (int i = 0; i < 2; i++) {
        struct calls *c = i == 0 ? &plain : &address;
        decorate(c, 'f', "cache 3");
        decorate(c, 'g', "cache_per_arguments 3 cache_per_arguments 2");
        call_times(c, 1, COMPUTED, 'f', x);
        call_times(c, 1, COMPUTED, 'g', x);
        release(c, 'f');
        release(c, 'g');
        decorate(c, 'f', "cache 1");
        release(c, 'f');
    }
    expect_calls(&plain);
    expect_nothing_left(&plain.run);
    run_calls(&address);
    expect_no_report(&address.run);
}

/* In a build that judges something else: fewer requests than calls, or nothing was held that could be lost.
 */
static void expect_something_held(const struct calls *calls)
{
    size_t asked_for = 0;

    for (size_t i = 0; i < calls->count; i++)
        asked_for += calls->items[i].kind == CALL || calls->items[i].kind == CALL_BESIDE;
    expect(&calls->run, calls->run.server.requests < asked_for,
           "results that are held and served, in this build, too: fewer requests than calls", "%s for %s",
           counted(calls->run.server.requests, "requests"), counted(asked_for, "calls"));
}

TEST(no_memory_is_lost)
{
    struct pair x = draw_pair(), y = draw_pair();
    struct calls c = {.build = ADDRESS};

    for (char function = 'f'; function <= 'g'; function++) {
        decorate(&c, function, function == 'f' ? "cache 2" : "cache_per_arguments 2");
        call_times(&c, 4, COMPUTED, function, x);
        call_times(&c, 4, COMPUTED, function, y);
        break_server(&c);
        call_times(&c, 4, REFUSED, function, x);
        call(&c, REFUSED, function, draw_pair());
        mend_server(&c);
    }
    run_calls(&c);
    expect_no_report(&c.run);
    expect_something_held(&c); /* who holds nothing loses nothing */
}

TEST(equal_calls_at_once_are_computed_once)
{
    enum build builds[] = {PLAIN, PERTURBED}; /* where who waits is woken for nothing, too, and looks again */

    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        struct pair x = draw_pair();
        struct calls c = {.gate = 1, .build = builds[i]};

        decorate(&c, 'f', "cache 3");
        call(&c, COMPUTED, 'f', x);
        for (int j = 0; j < 3; j++)
            call_beside(&c, SERVED, x);
        /* At first nothing is held; then what is held is due again. */
        decorate(&c, 'g', "cache_per_arguments 3");
        for (int time = 0; time < 2; time++) {
            call(&c, COMPUTED, 'g', x);
            for (int j = 0; j < 3; j++)
                call_beside(&c, SERVED, x);
        }
        expect_calls(&c);
    }
}

/* The first call waits at the gate, and by then the others wait for it; they may be told of its error, too.
 */
TEST(equal_calls_at_once_that_fail_all_return)
{
    enum build builds[] = {PLAIN, THREAD}; /* nobody waits where nothing is guarded */

    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        struct pair x = draw_pair();
        struct calls c = {.gate = 1, .build = builds[i]};

        decorate(&c, 'f', "cache 3");
        break_server(&c);
        call(&c, REFUSED, 'f', x);
        for (int j = 0; j < 3; j++)
            call_beside(&c, REFUSED, x);
        mend_server(&c);
        call(&c, COMPUTED, 'f', x);
        call(&c, SERVED, 'f', x);
        if (builds[i] == PLAIN) {
            expect_calls(&c);
            continue;
        }
        run_calls(&c);
        expect_no_report(&c.run);
    }
}

TEST(other_calls_at_once_do_not_wait)
{
    enum build builds[] = {PLAIN, THREAD}; /* not to wait is no feat where nothing is guarded */

    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        struct pair x = draw_pair(), y = draw_pair(), z = draw_pair();
        struct calls c = {.gate = 3, .build = builds[i]};

        decorate(&c, 'f', "cache 3");
        call(&c, COMPUTED, 'f', x);
        call_beside(&c, COMPUTED, y);
        call_beside(&c, COMPUTED, z);
        call(&c, SERVED, 'f', x); /* what never holds a result need not wait for one */
        /* At first nothing is held; then what is held is due again. */
        decorate(&c, 'g', "cache_per_arguments 0");
        for (int time = 0; time < 2; time++) {
            call(&c, COMPUTED, 'g', x);
            call_beside(&c, COMPUTED, y);
            call_beside(&c, COMPUTED, z);
        }
        if (builds[i] == THREAD) {
            run_calls(&c);
            expect_no_report(&c.run);
            continue;
        }
        expect_calls(&c);
        expect_of_requests(&c.run, !c.run.stuck, "3 calls with other arguments under way at once",
                           "no more than %zu came to the server while it held its replies", c.run.came);
    }
}

TEST(no_data_race)
{
    struct pair x = draw_pair(), y = draw_pair();
    struct calls c = {.build = THREAD};

    decorate(&c, 'h', "cache 100");
    call(&c, COMPUTED, 'h', x);
    call(&c, SERVED, 'h', x);
    for (char function = 'f'; function <= 'g'; function++) {
        decorate(&c, function, function == 'f' ? "cache 2" : "cache_per_arguments 2");
        for (int i = 0; i < 4; i++) {
            call(&c, COMPUTED, function, x);
            for (int j = 0; j < 6; j++)
                call_beside(&c, SERVED, j % 2 ? x : y);
        }
        /* What is done where nothing can be had may race, too, or let the others wait for ever. */
        break_server(&c);
        for (int i = 0; i < 4; i++) {
            call(&c, REFUSED, function, x);
            for (int j = 0; j < 6; j++)
                call_beside(&c, REFUSED, j % 2 ? x : y);
        }
        mend_server(&c);
    }
    run_calls(&c);
    expect_no_report(&c.run);
    expect_something_held(&c); /* who holds nothing shares nothing */
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(released_once_with_what_it_wraps, 5, "release() frees the function and what it wraps, once"),
    GRADED(served_for_the_next_calls_then_computed_again, 15,
           "Computed once, served for the next `runs` equal calls, computed again"),
    GRADED(no_memory_is_lost, 5, "No memory is lost or misused, whatever fails (sanitizers)"),
    GRADED(arguments_are_compared_whole, 8, "Arguments are compared whole, up to their last byte"),
    GRADED(arguments_and_results_are_copied, 5, "Arguments and results are held as copies"),
    GRADED(many_results_are_held, 4, "A thousand results are held at once"),
    GRADED(one_counter_for_all_arguments, 10,
           "cache(): one counter for all arguments; results for others stay held"),
    GRADED(transcript_of_the_original, 10, "The transcript of ten calls is the original's, to the letter"),
    GRADED(an_error_drops_the_result_and_leaves_the_counter, 5,
           "An error drops the held result, and leaves the counter"),
    GRADED(a_counter_for_each_arguments, 10, "cache_per_arguments(): a counter for each arguments"),
    GRADED(runs_of_none_and_of_one, 5, "`runs` of 0, which always computes, and of 1"),
    GRADED(errors_are_returned_and_never_held, 8, "An error is returned, and computed again the next time"),
    GRADED(functions_side_by_side_are_apart, 5, "Several decorated functions know nothing of one another"),
    GRADED(a_decorated_function_can_be_decorated, 5, "A decorated function can be decorated again"),
    STRETCH_GOAL(other_calls_at_once_do_not_wait, 3,
                 "Threads: calls with other arguments do not wait for one another"),
    STRETCH_GOAL(equal_calls_at_once_are_computed_once, 3, "Threads: equal calls at once are computed once"),
    STRETCH_GOAL(equal_calls_at_once_that_fail_all_return, 2,
                 "Threads: where equal calls at once fail, none waits for ever"),
    STRETCH_GOAL(no_data_race, 2, "Threads: no data race (ThreadSanitizer)"),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "cache",
        .begin = {"cache", "cache_per_arguments"},
        .first_step =
            "Begin in labs/cache/cache.c with a wrapper (step 1 of the handout): a struct that begins with a "
            "struct\n"
            "function, a call() that does nothing but call what is wrapped, and a release() that releases "
            "that and\n"
            "frees the struct. Let cache() and cache_per_arguments() return a pointer to one of these.",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
