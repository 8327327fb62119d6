/*
 * processes_test.c - the tests of labs/processes: child processes that take images from a queue in shared
 * memory.
 */
#define WORKERS 5
#define SHARED_QUEUE
#define CHILDREN
#include "download_tests.h"

TEST(by_a_child_for_each_worker)
{
    size_t workers = POOL;
    struct run r = run_lab((struct scenario){
        .images = workers + draw(1, 24), .workers = workers, .gate = true, .find_owners = true});

    expect_all_saved(&r);
    expect_all_at_work(&r);
    expect_asked_once(&r);
    expect_number(&r, "processes waiting for a reply, as many as workers", r.owners.count, workers);
    expect_number(&r, "replies that each of them waits for", owners_most(&r.owners), 1);
    expect_number(&r, "threads in all these processes, one in each", r.at_gate.threads, r.at_gate.processes);
    expect_at_least(&r, "processes, including the parent,", r.at_gate.processes, workers + 1);
}

TEST(a_killed_child_costs_its_own_image_alone)
{
    struct run r = expect_deaths_survived(LIST, POOL, 1);

    expect_children_download(&r);
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(an_image_is_not_seen_before_it_is_whole, 2, EARLY),
    GRADED(no_memory_is_lost, 4, MEMORY),
    GRADED(every_image_is_saved, 4, SAVED),
    GRADED(every_image_is_asked_for_once, 4, ONCE),
    GRADED(no_image_and_one_image, 2, NONE_ONE),
    GRADED(connections_are_used_again, 4, REUSED),
    GRADED(never_more_at_once_than_workers, 4, NO_MORE),
    GRADED(an_error_page_is_no_image, 4, ERROR),
    GRADED(half_an_image_is_no_image, 4, HALF),
    GRADED(a_refused_connection_stops_nothing, 2, REFUSED),
    GRADED(a_stalled_image_is_given_up, 2, STALLED),
    GRADED(nothing_is_left_behind, 4, LEFT),
    GRADED(delays_change_nothing, 7, DELAYS),
    GRADED(an_image_that_cannot_be_saved_stops_nothing, 3, UNSAVED),
    GRADED(as_many_at_once_as_workers, 10, AT_ONCE),
    GRADED(by_a_child_for_each_worker, 8, "Downloads in children, one for each worker"),
    GRADED(it_sleeps_while_it_waits, 3, SLEEPS),
    GRADED(a_slow_image_holds_up_no_other, 9, SLOW),
    GRADED(fewer_images_than_workers, 3, FEWER),
    GRADED(whatever_the_list_and_the_server_do, 8, DRAWN),
    GRADED(a_killed_child_costs_its_own_image_alone, 6, "Loses no image but the killed child's own"),
    GRADED(failing_calls_are_survived, 3, CALLS),
    STRETCH_GOAL(interrupted_it_finishes_what_it_has_begun, 10, FINISHES),
    STRETCH_GOAL(a_killed_worker_is_replaced, 10, REPLACED),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "processes",
        .forks = true,
        .first_step = "Begin in labs/processes/processes.c with one child (step 1 of the handout): let "
                      "download_all() fork();\n"
                      "the child makes a handle with curl_easy_init(), calls fetch_image() for each image, "
                      "gives the handle\n"
                      "back, and ends with _exit(0); the parent waits for it with waitpid().",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
