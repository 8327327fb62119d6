/*
 * threads_test.c - what is asked of labs/threads: a pool of threads that take images from one shared queue.
 */
#include "harness/expect.h"
#include "harness/suite.h"

TEST(every_image_is_saved)
{
    struct run r = run_lab((struct scenario){.images = 40, .workers = 8});

    expect_all_saved(&r);
}

TEST(every_image_is_asked_for_once)
{
    struct run r = run_lab((struct scenario){.images = 64, .workers = 8, .cycles = 3});

    expect_all_saved(&r);
    expect_asked_once(&r);
}

TEST(as_many_at_once_as_workers)
{
    struct run r = run_lab((struct scenario){.images = 24, .workers = 6, .gate = true});

    expect_all_saved(&r);
    expect_at_least(&r, "requests in flight at once, while no reply is given", r.server.peak_in_flight, 6);
}

TEST(never_more_at_once_than_workers)
{
    struct run r = run_lab((struct scenario){.images = 24, .workers = 6, .gate = true});

    expect_all_saved(&r);
    expect_at_most(&r, "requests in flight at once", r.server.peak_in_flight, 6);
}

TEST(by_threads_of_one_process)
{
    struct run r = run_lab((struct scenario){.images = 12, .workers = 4, .gate = true});

    expect_all_saved(&r);
    expect(&r, !r.stuck, "4 requests in flight, each by a thread of its own", "no more than %zu came",
           r.came);
    expect_number(&r, "processes while replies are awaited", r.at_gate.processes, 1);
    expect_at_least(&r, "threads while replies are awaited", r.at_gate.threads, 4);
}

TEST(a_slow_image_holds_up_no_other)
{
    struct run r = run_lab((struct scenario){.images = 24, .workers = 4, .hold = draw(1, 4)});

    expect_all_saved(&r);
    expect(&r, !r.stuck, "all 23 other images served while one is slow",
           "only %zu, then nothing moved until the slow one came", r.ended_by_then);
}

TEST(connections_are_used_again)
{
    struct run r = run_lab((struct scenario){.images = 40, .workers = 5});

    expect_all_saved(&r);
    expect_at_most(&r, "connections", r.server.connections, 5);
}

TEST(fewer_images_than_workers)
{
    struct run none = run_lab((struct scenario){.images = 0, .workers = 4});
    struct run one = run_lab((struct scenario){.images = 1, .workers = 4});
    struct run few = run_lab((struct scenario){.images = 3, .workers = 8, .gate = true});

    expect_number(&none, "requests for a list without images", none.server.requests, 0);
    expect_number(&none, "images saved, as returned for a list without any", none.returned, 0);
    expect_all_saved(&one);
    expect_all_saved(&few);
    expect_number(&few, "requests in flight at once, of 3 images", few.server.peak_in_flight, 3);
}

TEST(an_error_page_is_no_image)
{
    size_t missing = draw(1, 10), broken = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = 30,
        .workers = 2,
        .faults = {{missing, "status 404"}, {broken, "status 500"}},
    });

    expect_failed(&r, missing, 404);
    expect_failed(&r, broken, 500);
    expect_others_saved(&r);
}

TEST(half_an_image_is_no_image)
{
    size_t cut = draw(1, 10), reset = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = 30,
        .workers = 2,
        .faults = {{cut, "truncated"}, {reset, "reset"}},
    });

    expect_failed(&r, cut, -18);
    expect_failed(&r, reset, ANY_ERROR);
    expect_others_saved(&r);
}

TEST(a_refused_connection_stops_nothing)
{
    size_t refused = draw(1, 20);
    struct run r = run_lab((struct scenario){.images = 30, .workers = 1, .refused = refused});

    expect_failed(&r, refused, -7);
    expect_others_saved(&r);
}

TEST(a_stalled_image_is_given_up)
{
    size_t stalled = draw(1, 8);
    struct run r = run_lab((struct scenario){
        .images = 12,
        .workers = 3,
        .give_up_after = 1,
        .faults = {{stalled, "stall"}},
    });

    expect_failed(&r, stalled, -28);
    expect_others_saved(&r);
}

TEST(nothing_is_left_behind)
{
    size_t missing = draw(1, 10), cut = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = 30,
        .workers = 8,
        .cycles = 2,
        .faults = {{missing, "status 404"}, {cut, "truncated"}},
    });

    expect_others_saved(&r);
    expect_nothing_left(&r);
}

TEST(no_memory_is_lost)
{
    struct run r = run_lab((struct scenario){
        .build = ADDRESS,
        .images = 24,
        .workers = 4,
        .faults = {{draw(1, 10), "status 404"}, {draw(11, 20), "truncated"}},
    });

    expect_no_report(&r);
}

TEST(no_data_race)
{
    struct run r = run_lab((struct scenario){.build = THREAD, .images = 24, .workers = 4, .gate = true});

    expect_no_report(&r);
}

static const struct graded_test tests[] = {
    GRADED(every_image_is_saved, 10, "Every image is saved, whole, under its own name"),
    GRADED(every_image_is_asked_for_once, 10, "The server is asked for every image once, in every cycle"),
    GRADED(as_many_at_once_as_workers, 10, "As many requests are in flight at once as there are workers"),
    GRADED(never_more_at_once_than_workers, 10, "Never more requests are in flight than there are workers"),
    GRADED(by_threads_of_one_process, 5, "It is the work of threads, of one process"),
    GRADED(a_slow_image_holds_up_no_other, 10,
           "A slow image holds up no other: whoever is free takes the next"),
    GRADED(connections_are_used_again, 5, "There are no more connections than workers: each is used again"),
    GRADED(fewer_images_than_workers, 5, "Lists of no image, of one, and of fewer than there are workers"),
    GRADED(an_error_page_is_no_image, 5, "A 404 or 500 leaves no file, tells its status, and stops nothing"),
    GRADED(half_an_image_is_no_image, 5, "A truncated or reset reply leaves no file, and stops nothing"),
    GRADED(a_refused_connection_stops_nothing, 3, "A refused connection leaves no file, and stops nothing"),
    GRADED(a_stalled_image_is_given_up, 2, "A stalled image is given up, and stops nothing"),
    GRADED(nothing_is_left_behind, 5, "No part files, descriptors, threads or children are left"),
    GRADED(no_memory_is_lost, 5, "No memory is lost or misused, whatever fails (sanitizers)"),
    GRADED(no_data_race, 10, "No data race, whatever order the threads run in (ThreadSanitizer)"),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "threads",
        .first_step =
            "Begin in labs/threads/threads.c with a worker: a function that makes a handle with\n"
            "curl_easy_init() and calls fetch_image() for one image after the other. Let download_all()\n"
            "start one thread that runs it with pthread_create(), and wait for it with pthread_join().",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
