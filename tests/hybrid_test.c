/*
 * hybrid_test.c - the tests of labs/hybrid: a few processes, each with an event loop, that take images from
 * one queue.
 */
#define WORKERS 8
#define LOOPS
#define SHARED_QUEUE
#define CHILDREN
#include <unistd.h>

#include "download_tests.h"

/* More workers than two for each processor: then half as many processes as workers are too many. */
TEST(by_a_few_loops_side_by_side)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t most = processors > 2 ? (size_t)processors : 2;
    size_t workers = 2 * most + draw(2, 5);
    struct run r = run_lab((struct scenario){
        .images = workers + draw(1, 24), .workers = workers, .gate = true, .find_owners = true});

    expect_all_saved(&r);
    expect_all_at_work(&r);
    expect_asked_once(&r);
    expect_at_least(&r, "processes waiting for replies", r.owners.count, 2);
    expect_at_most(&r, "processes waiting for replies, one for each processor (and two for one)",
                   r.owners.count, most);
    expect_at_least(&r, "replies that each of them waits for", owners_fewest(&r.owners), 2);
    expect_number(&r, "processes that share a connection with another", owners_that_share(&r.owners), 0);
    expect_number(&r, "threads in all these processes, one in each", r.at_gate.threads, r.at_gate.processes);
}

TEST(a_killed_child_costs_its_own_images_alone)
{
    expect_deaths_survived(LIST, POOL, 2); /* 4 workers are 2 children with 2 places each */
}

/* In the order in which the steps of the handout turn them green. */
static const struct graded_test tests[] = {
    GRADED(every_image_is_saved, 3, SAVED),
    GRADED(every_image_is_asked_for_once, 3, ONCE),
    GRADED(as_many_at_once_as_workers, 8, AT_ONCE),
    GRADED(never_more_at_once_than_workers, 4, NO_MORE),
    GRADED(it_sleeps_while_it_waits, 4, SLEEPS),
    GRADED(a_slow_image_holds_up_no_other, 7, SLOW),
    GRADED(connections_are_used_again, 4, REUSED),
    GRADED(no_image_and_one_image, 2, NONE_ONE),
    GRADED(fewer_images_than_workers, 3, FEWER),
    GRADED(an_error_page_is_no_image, 3, ERROR),
    GRADED(half_an_image_is_no_image, 3, HALF),
    GRADED(a_refused_connection_stops_nothing, 2, REFUSED),
    GRADED(a_stalled_image_is_given_up, 2, STALLED),
    GRADED(an_image_that_cannot_be_saved_stops_nothing, 2, UNSAVED),
    GRADED(an_image_is_not_seen_before_it_is_whole, 2, EARLY),
    GRADED(nothing_is_left_behind, 3, LEFT),
    GRADED(whatever_the_list_and_the_server_do, 5, DRAWN),
    GRADED(no_memory_is_lost, 3, MEMORY),
    GRADED(failing_calls_are_survived, 3, CALLS),
    GRADED(delays_change_nothing, 8, DELAYS),
    GRADED(by_a_few_loops_side_by_side, 18, "Downloads in a few processes, each with several transfers"),
    GRADED(a_killed_child_costs_its_own_images_alone, 8, "Loses no images but the killed child's own"),
    STRETCH_GOAL(interrupted_it_finishes_what_it_has_begun, 10, FINISHES),
    STRETCH_GOAL(a_killed_worker_is_replaced, 10, REPLACED),
};

int main(int argc, char *argv[])
{
    static const struct graded_suite suite = {
        .lab = "hybrid",
        .forks = true,
        .first_step =
            "Begin in labs/hybrid/hybrid.c with one child (step 1 of the handout) that runs your loop of the "
            "lab async,\n"
            "with the shared memory of the lab processes for the number of the next image and the outcomes.",
        .tests = tests,
        .count = sizeof tests / sizeof tests[0],
    };

    return grade(&suite, argc, argv);
}
