/*
 * sequential_test.c - what is asked of labs/sequential: one image after the other, over one connection.
 */
#include "harness/expect.h"
#include "harness/suite.h"

TEST(every_image_is_saved)
{
    struct run r = run_lab((struct scenario){.images = 12});

    expect_all_saved(&r);
}

TEST(every_image_is_asked_for_once)
{
    struct run r = run_lab((struct scenario){.images = 12, .cycles = 2});

    expect_all_saved(&r);
    expect_asked_once(&r);
}

TEST(one_at_a_time_however_many_workers)
{
    struct run r = run_lab((struct scenario){.images = 6, .workers = 4, .gate = true});

    expect_all_saved(&r);
    expect_number(&r, "requests in flight at most", r.server.peak_in_flight, 1);
}

TEST(by_one_thread_of_one_process)
{
    struct run r = run_lab((struct scenario){.images = 4, .workers = 1, .gate = true});

    expect_all_saved(&r);
    expect_number(&r, "processes while a reply is awaited", r.at_gate.processes, 1);
    expect_number(&r, "threads while a reply is awaited", r.at_gate.threads, 1);
}

TEST(one_connection_for_all_images)
{
    struct run r = run_lab((struct scenario){.images = 12});

    expect_all_saved(&r);
    expect_number(&r, "connections", r.server.connections, 1);
}

TEST(no_image_and_one_image)
{
    struct run none = run_lab((struct scenario){.images = 0});
    struct run one = run_lab((struct scenario){.images = 1});

    expect_number(&none, "requests for a list without images", none.server.requests, 0);
    expect_number(&none, "images saved, as returned for a list without any", none.returned, 0);
    expect_all_saved(&one);
}

TEST(an_error_page_is_no_image)
{
    size_t missing = draw(1, 5), broken = draw(6, 11);
    struct run r = run_lab((struct scenario){
        .images = 12,
        .faults = {{missing, "status 404"}, {broken, "status 500"}},
    });

    expect_failed(&r, missing, 404);
    expect_failed(&r, broken, 500);
    expect_others_saved(&r);
}

TEST(half_an_image_is_no_image)
{
    size_t cut = draw(1, 5), reset = draw(6, 11);
    struct run r = run_lab((struct scenario){.images = 12, .faults = {{cut, "truncated"}, {reset, "reset"}}});

    expect_failed(&r, cut, -18);
    expect_failed(&r, reset, ANY_ERROR);
    expect_others_saved(&r);
}

TEST(a_refused_connection_stops_nothing)
{
    size_t refused = draw(1, 11);
    struct run r = run_lab((struct scenario){.images = 12, .refused = refused});

    expect_failed(&r, refused, -7);
    expect_others_saved(&r);
}

TEST(a_stalled_image_is_given_up)
{
    size_t stalled = draw(1, 5);
    struct run r =
        run_lab((struct scenario){.images = 6, .give_up_after = 1, .faults = {{stalled, "stall"}}});

    expect_failed(&r, stalled, -28);
    expect_others_saved(&r);
}

TEST(nothing_is_left_behind)
{
    size_t missing = draw(1, 5), cut = draw(6, 11);
    struct run r = run_lab((struct scenario){
        .images = 12,
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
        .images = 12,
        .faults = {{draw(1, 5), "status 404"}, {draw(6, 11), "truncated"}},
    });

    expect_no_report(&r);
}

static const struct graded_test tests[] = {
    GRADED(every_image_is_saved, 15, "Every image is saved, whole, under its own name"),
    GRADED(every_image_is_asked_for_once, 10, "The server is asked for every image once, in every cycle"),
    GRADED(one_at_a_time_however_many_workers, 10,
           "One request at a time, however many workers there might be"),
    GRADED(by_one_thread_of_one_process, 5, "It is the work of one thread of one process"),
    GRADED(one_connection_for_all_images, 10, "One connection serves for all images"),
    GRADED(no_image_and_one_image, 5, "A list of no image, and of one"),
    GRADED(an_error_page_is_no_image, 10, "A 404 or 500 leaves no file, tells its status, and stops nothing"),
    GRADED(half_an_image_is_no_image, 10, "A truncated or reset reply leaves no file, and stops nothing"),
    GRADED(a_refused_connection_stops_nothing, 5, "A refused connection leaves no file, and stops nothing"),
    GRADED(a_stalled_image_is_given_up, 5, "A stalled image is given up, and stops nothing"),
    GRADED(nothing_is_left_behind, 5, "No part files, descriptors, threads or children are left"),
    GRADED(no_memory_is_lost, 10, "No memory is lost or misused, whatever fails (sanitizers)"),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "sequential",
        .first_step =
            "Begin in download_all() of labs/sequential/sequential.c: make a handle with curl_easy_init(),\n"
            "and call fetch_image() with it for each image.",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
