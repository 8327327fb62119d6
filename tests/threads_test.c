/*
 * threads_test.c - the tests of labs/threads: a pool of threads that take images from one shared queue.
 */
#define WORKERS 8
#include "download_tests.h"
#include "harness/schedules/explore.h"

TEST(by_threads_of_one_process)
{
    size_t workers = POOL;
    struct run r =
        run_lab((struct scenario){.images = workers + draw(1, 24), .workers = workers, .gate = true});

    expect_all_saved(&r);
    expect_all_at_work(&r);
    expect_asked_once(&r);
    expect_number(&r, "processes while replies are missing", r.at_gate.processes, 1);
    expect_at_least(&r, "threads while replies are missing, as many as workers", r.at_gate.threads, workers);
    expect(&r, r.driven == 0, "each worker waits for its own transfer",
           "one thread with %zu transfers in flight at once (an event loop is for the lab async)", r.driven);
}

static void explore(size_t images, size_t workers, const char *option, const char *value, const char *limit)
{
    char numbers[2][24];

    snprintf(numbers[0], sizeof numbers[0], "%zu", images);
    snprintf(numbers[1], sizeof numbers[1], "%zu", workers);
    expect_every_schedule((const char *const[]){"--images", numbers[0], "--workers", numbers[1], option,
                                                value, "--limit", limit, NULL});
}

TEST(every_schedule_gives_the_same_result)
{
    /* Two images keep the picture short. If all fail, the code for failures may also race. */
    explore(2, 2, "--status", "200", "200");
    explore(3, 2, "--status", "200", "400");
    explore(2, 2, "--status", "404", "200");
    /* Race detection for any schedule, with the numbers of images and workers of other tests. */
    explore(LIST, POOL, "--status", "200", "30");
}

TEST(calls_that_fail_in_any_order_are_survived)
{
    explore(2, 2, "--failing-calls", "1", "300");
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(every_image_is_saved, 3, SAVED),
    GRADED(every_image_is_asked_for_once, 4, ONCE),
    GRADED(no_image_and_one_image, 2, NONE_ONE),
    GRADED(connections_are_used_again, 4, REUSED),
    GRADED(never_more_at_once_than_workers, 3, NO_MORE),
    GRADED(an_error_page_is_no_image, 3, ERROR),
    GRADED(half_an_image_is_no_image, 4, HALF),
    GRADED(a_refused_connection_stops_nothing, 2, REFUSED),
    GRADED(a_stalled_image_is_given_up, 2, STALLED),
    GRADED(an_image_is_not_seen_before_it_is_whole, 2, EARLY),
    GRADED(nothing_is_left_behind, 4, LEFT),
    GRADED(no_memory_is_lost, 4, MEMORY),
    GRADED(an_image_that_cannot_be_saved_stops_nothing, 3, UNSAVED),
    GRADED(as_many_at_once_as_workers, 11, AT_ONCE),
    GRADED(by_threads_of_one_process, 10, "Downloads with `workers` threads of one process"),
    GRADED(it_sleeps_while_it_waits, 3, SLEEPS),
    GRADED(a_slow_image_holds_up_no_other, 12, SLOW),
    GRADED(fewer_images_than_workers, 4, FEWER),
    GRADED(whatever_the_list_and_the_server_do, 7, DRAWN),
    GRADED(every_schedule_gives_the_same_result, 9, SCHEDULES),
    GRADED(failing_calls_are_survived, 2, CALLS),
    GRADED(calls_that_fail_in_any_order_are_survived, 2,
           "Survives pthread_create() or curl_easy_init() failing at any time"),
    STRETCH_GOAL(interrupted_it_finishes_what_it_has_begun, 10, FINISHES),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "threads",
        .first_step = "Begin in labs/threads/threads.c with one thread (step 1 of the handout): a worker "
                      "that makes a handle\n"
                      "with curl_easy_init() and calls fetch_image() for one image after the other. Let "
                      "download_all()\n"
                      "start it with pthread_create(), and wait for it with pthread_join().",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
