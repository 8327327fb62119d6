/*
 * sequential_test.c - the tests of labs/sequential: one image after the other, over one connection.
 */
#define WORKERS 1
#include "download_tests.h"

TEST(one_at_a_time_however_many_workers)
{
    struct run r = run_lab((struct scenario){.images = draw(4, 8), .workers = draw(2, 4), .gate = true});

    expect_all_saved(&r);
    expect_number(&r, "requests in flight at once, at most", r.server.peak_in_flight, 1);
}

TEST(by_one_thread_of_one_process)
{
    struct run r = run_lab((struct scenario){.images = draw(4, 8), .workers = draw(1, 4), .gate = true});

    expect_all_saved(&r);
    expect_number(&r, "processes while a reply is missing", r.at_gate.processes, 1);
    expect_number(&r, "threads while a reply is missing", r.at_gate.threads, 1);
}

TEST(a_busy_server_is_asked_again)
{
    size_t busy = draw(1, 3);
    struct run r = run_lab((struct scenario){.images = 3, .faults = {{busy, "fail 2"}}});

    expect_of_image(&r, busy, r.images[busy].outcome == 200 && r.images[busy].file == WHOLE,
                    "an image saved at the third attempt, after two replies of 503", "its outcome is %ld",
                    r.images[busy].outcome);
    expect_number(&r, "requests for it", r.images[busy].requests, 3);
    expect_of_image(&r, busy, ledger_pause(&r.ledger, (long)busy) >= 1,
                    "a second, as Retry-After says, between 503 and the next attempt", "less than that");
}

TEST(three_attempts_are_enough)
{
    size_t closed = draw(1, 3);
    struct run r = run_lab((struct scenario){.images = 3, .faults = {{closed, "status 503"}}});

    expect_failed(&r, closed, 503);
    expect_number(&r, "requests for an image that always gets 503", r.images[closed].requests, 3);
    expect_others_saved(&r);
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(no_image_and_one_image, 5, NONE_ONE),
    GRADED(an_image_is_not_seen_before_it_is_whole, 2, EARLY),
    GRADED(every_image_is_saved, 8, SAVED),
    GRADED(every_image_is_asked_for_once, 7, ONCE),
    GRADED(one_at_a_time_however_many_workers, 7,
           "Has one request in flight at a time, whatever `workers` is"),
    GRADED(by_one_thread_of_one_process, 5, "Downloads everything in one thread of one process"),
    GRADED(connections_are_used_again, 7, "Uses one connection for all images"),
    GRADED(no_memory_is_lost, 10, MEMORY),
    GRADED(failing_calls_are_survived, 4, CALLS),
    GRADED(an_error_page_is_no_image, 9, ERROR),
    GRADED(half_an_image_is_no_image, 8, HALF),
    GRADED(a_refused_connection_stops_nothing, 5, REFUSED),
    GRADED(a_stalled_image_is_given_up, 5, STALLED),
    GRADED(an_image_that_cannot_be_saved_stops_nothing, 3, UNSAVED),
    GRADED(nothing_is_left_behind, 5, LEFT),
    GRADED(whatever_the_list_and_the_server_do, 10, DRAWN),
    STRETCH_GOAL(a_busy_server_is_asked_again, 5, "Retries a 503 after the Retry-After delay"),
    STRETCH_GOAL(three_attempts_are_enough, 5, "Gives up on a 503 after three requests"),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "sequential",
        .one_at_a_time = true,
        .attempts = 3,
        .first_step =
            "Begin in download_all() of labs/sequential/sequential.c with one image (step 1 of the handout): "
            "make a\n"
            "handle with curl_easy_init(), call fetch_image() with it for images[0], and give it back.",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
