/*
 * async_test.c - the tests of labs/async: one thread, with many transfers in flight.
 */
#define WORKERS 8
#define LOOPS
#include "download_tests.h"

TEST(by_one_thread)
{
    size_t workers = POOL;
    struct run r =
        run_lab((struct scenario){.images = workers + draw(1, 24), .workers = workers, .gate = true});

    expect_all_saved(&r);
    expect_all_at_work(&r);
    expect_asked_once(&r);
    expect_number(&r, "processes while replies are missing", r.at_gate.processes, 1);
    expect_number(&r, "threads while replies are missing", r.at_gate.threads, 1);
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(no_image_and_one_image, 2, NONE_ONE),
    GRADED(an_image_is_not_seen_before_it_is_whole, 2, EARLY),
    GRADED(every_image_is_saved, 5, SAVED),
    GRADED(every_image_is_asked_for_once, 5, ONCE),
    GRADED(connections_are_used_again, 5, REUSED),
    GRADED(never_more_at_once_than_workers, 6, NO_MORE),
    GRADED(an_error_page_is_no_image, 4, ERROR),
    GRADED(half_an_image_is_no_image, 5, HALF),
    GRADED(a_refused_connection_stops_nothing, 3, REFUSED),
    GRADED(a_stalled_image_is_given_up, 2, STALLED),
    GRADED(nothing_is_left_behind, 4, LEFT),
    GRADED(as_many_at_once_as_workers, 10, AT_ONCE),
    GRADED(by_one_thread, 9, "Downloads everything in one thread"),
    GRADED(it_sleeps_while_it_waits, 7, SLEEPS),
    GRADED(a_slow_image_holds_up_no_other, 10, SLOW),
    GRADED(fewer_images_than_workers, 4, FEWER),
    GRADED(an_image_that_cannot_be_saved_stops_nothing, 3, UNSAVED),
    GRADED(whatever_the_list_and_the_server_do, 7, DRAWN),
    GRADED(no_memory_is_lost, 4, MEMORY),
    GRADED(failing_calls_are_survived, 3, CALLS),
    STRETCH_GOAL(interrupted_it_finishes_what_it_has_begun, 10, FINISHES),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "async",
        .first_step = "Begin in labs/async/async.c with one transfer (step 1 of the handout): "
                      "transfer_begin() on an easy\n"
                      "handle, add it to a multi handle with curl_multi_add_handle(), and call "
                      "curl_multi_perform() and\n"
                      "curl_multi_poll() by turns until curl_multi_info_read() says that it is done; then "
                      "transfer_end().",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
