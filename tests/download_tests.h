/*
 * download_tests.h - the tests of every download lab, whatever its strategy. A suite defines WORKERS, the
 * number that its strategy is built for, before it includes this file; with 1, the file only demands what a
 * sequential lab can do. A suite whose workers share a queue also defines SHARED_QUEUE, and one whose workers
 * are places of a loop LOOPS.
 *
 * The numbers of images and workers are random, from ranges that the tests share, so that a program cannot
 * tell by them which test runs or how it was built. If replies are held until all workers have a request, a
 * program that becomes careful and slow when it feels watched does not pass.
 */
#include <stdint.h>
#include <stdio.h>

#include "harness/suite/drawn.h"
#include "harness/suite/expect.h"
#include "harness/suite/suite.h"

/* Two workers and two failures: if workers end after a failure, none is left. */
#define FEW (WORKERS < 2 ? 1 : 2)

/* As many workers as in any test. With fewer than four there may be a single child, which shares nothing. */
#define LIST draw(28, 48)
#define HELD_LIST                                                                            \
    draw(22, 30) /* where a loop may sleep a second for each image, next to one that is held \
                  */
#define POOL (WORKERS < 2 ? 1 : draw(4, 9))

/* A prime number of workers: no number of processes divides it evenly. */
static inline size_t draw_prime_workers(void)
{
    return draw(0, 1) ? 5 : 7;
}

/* As many, for repeated calls of download_all(): each child checks for leaks at its end. */
#if defined(CHILDREN)
#define REPEATED draw(2, 4)
#else
#define REPEATED POOL
#endif

/* More than an array size that a student may have guessed. */
#define MANY_IMAGES  draw(1025, 1150)
#define MANY_WORKERS (WORKERS < 2 ? 1 : draw(65, 75))

/* In every build, as many requests were in flight as there are workers. */
static inline void expect_all_at_work(const struct run *run)
{
    expect_of_requests(run, !run->stuck, "as many requests in flight as there are workers",
                       "no more than %zu arrived", run->came);
}

/* With this many workers, a lab makes each kind of call more than once. FAULTY_CYCLES is how often
 * download_all() is called. */
#if WORKERS < 2
#define FAULTY_WORKERS 1
#define FAULTY_CYCLES  4
#elif defined(LOOPS) && defined(CHILDREN)
#define FAULTY_WORKERS 4
#define FAULTY_CYCLES  18
#else
#define FAULTY_WORKERS 3
#define FAULTY_CYCLES  12
#endif

TEST(every_image_is_saved)
{
    struct run r = run_lab((struct scenario){.images = LIST, .workers = POOL});

    expect_all_saved(&r);
}

TEST(every_image_is_asked_for_once)
{
    /* Not the last image: nothing would be lost if a worker ended after that failure. */
    size_t missing = draw(1, 6), cut = draw(7, 11);
    struct run r = run_lab((struct scenario){.images = LIST, .workers = POOL, .cycles = 3});
    /* A failed image is not requested again. */
    struct run failing = run_lab((struct scenario){
        .images = draw(12, 20),
        .workers = FEW,
        .faults = {{missing, "status 404"}, {cut, "truncated"}},
    });

    expect_asked_once(&r);
    expect_all_saved(&r);
    expect_asked_once(&failing);
}

TEST(connections_are_used_again)
{
    size_t images = LIST, workers = POOL;
    struct run r = run_lab((struct scenario){.images = images, .workers = workers});
    /* An error page breaks no connection. At the gate every worker has one, and some get such a page. */
    struct run failing = run_lab((struct scenario){
        .images = images,
        .workers = workers,
        .gate = true,
        .faults = {{1, "status 404"}, {2, "status 500"}, {images - 1, "status 404"}, {images, "status 500"}},
    });

    expect_all_saved(&r);
    expect_at_most(&r, "connections, with as many workers", r.server.connections, workers);
    expect_at_most(&failing, "connections, with as many workers, if some images are missing",
                   failing.server.connections, workers);
}

TEST(an_error_page_is_no_image)
{
    size_t missing = draw(1, 10), broken = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = HELD_LIST,
        .workers = FEW,
        .hold = {FEW > 1 ? missing : 0}, /* this image ends last, although its request is the first */
        .faults = {{missing, "status 404"}, {broken, "status 500"}},
    });

    expect_failed(&r, missing, 404);
    expect_failed(&r, broken, 500);
    expect_others_saved(&r);
}

TEST(half_an_image_is_no_image)
{
    /* Several in a row: a lab that gives up after the third failure loses the images after them. */
    size_t cut = draw(1, 4), last = cut + 5, reset = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = LIST,
        .workers = FEW,
        .faults = {{cut, "truncated", last}, {reset, "reset"}},
    });

    for (size_t i = cut; i <= last; i++)
        expect_failed(&r, i, -18);
    expect_failed(&r, reset, ANY_ERROR);
    expect_others_saved(&r);
}

TEST(a_refused_connection_stops_nothing)
{
    size_t refused = draw(2, 20);
    struct run r = run_lab(
        (struct scenario){.images = draw(22, 34), .workers = 1, .faults = {{refused, CONNECTION_REFUSED}}});

    expect_failed(&r, refused, -7);
    expect_others_saved(&r);
}

/* Two images stall, one after another. Later images wait for longer than the time limit of one image, and
 * must still get their full time. */
/*
 * Between two stalled images are some good ones, for each of which the server needs a while. A lab that
 * starts an image's time limit before the image's turn cannot download all of them.
 */
TEST(a_stalled_image_is_given_up)
{
    size_t stalled[] = {draw(1, 2), draw(5, 6), draw(9, 10)};
    struct run r = run_lab((struct scenario){
        .images = draw(14, 24),
        .workers = 1,
        .give_up_after = 300,
        .latency = 20,
        .faults = {{stalled[0], "stall"}, {stalled[1], "stall"}, {stalled[2], "stall"}},
    });

    for (size_t i = 0; i < sizeof stalled / sizeof stalled[0]; i++)
        expect_failed(&r, stalled[i], -28);
    /* Later images may have spent their time in a queue of libcurl. This one has had all of it. */
    expect_of_image(&r, stalled[0], r.images[stalled[0]].requests == 1,
                    "an image that stalled is not asked for again", "image %zu was asked for %zu times",
                    stalled[0], r.images[stalled[0]].requests);
    expect_others_saved(&r);
}

/* Two in a row for two workers: a lab that leaves their places empty has no place left. */
TEST(an_image_that_cannot_be_saved_stops_nothing)
{
    size_t blocked = draw(2, 10);
    struct run r = run_lab((struct scenario){
        .images = draw(14, 24),
        .workers = FEW,
        .faults = {{blocked, UNSAVABLE, blocked + 1}, {blocked + 3, UNNAMABLE}},
    });

    expect_failed(&r, blocked, -23);
    expect_failed(&r, blocked + 1, -23);
    expect_failed(&r, blocked + 3, -23);
    expect_others_saved(&r);
    expect_none_asked_twice(
        &r); /* a handle whose transfer did not begin fetches its previous image, if it is used anyway */
#if WORKERS > 1
    /* Each time, one other image may take the place, but not two. */
    size_t first = draw(3, 8), workers = draw(4, 5);
    struct run refilled = run_lab((struct scenario){
        .images = LIST,
        .workers = workers,
        .gate = true,
        .refills = true,
        .faults = {{first, UNSAVABLE}, {first + 4, UNSAVABLE, first + 5}, {first + 12, UNSAVABLE}},
    });

    expect_refilled(&refilled);
    expect_at_most(&refilled, "requests in flight at once, as many as workers",
                   refilled.server.peak_in_flight, workers);
    expect_others_saved(&refilled);
#endif
}

/* The stalled reply leaves time to check. */
TEST(an_image_is_not_seen_before_it_is_whole)
{
    size_t stalled = draw(1, 4);
    struct run r = run_lab((struct scenario){
        .images = draw(4, 8),
        .workers = WORKERS < 2 ? 1 : draw(2, 4),
        .give_up_after = 1000,
        .faults = {{stalled, "stall"}},
    });

    expect_of_image(&r, r.seen_early, !r.seen_early,
                    "no file under an image's name before the image is whole",
                    "image_%zu.jpg existed before its reply was complete", r.seen_early);
}

TEST(nothing_is_left_behind)
{
    size_t missing = draw(1, 10), cut = draw(11, 20);
    struct run r = run_lab((struct scenario){
        .images = LIST,
        .workers = POOL,
        .cycles = 2,
        .faults = {{missing, "status 404"}, {cut, "truncated"}},
    });

    expect_others_saved(&r);
    expect_nothing_left(&r);
}

TEST(no_memory_is_lost)
{
    /* Judge each run before the next one, which may fail for another reason. */
    struct run none = run_lab((struct scenario){.build = ADDRESS, .images = 0, .workers = POOL});
    expect_no_report(&none);
    /* The place of the image that cannot be saved takes another one: some place has a handle and no image. */
    struct run few = run_lab((struct scenario){
        .build = ADDRESS,
        .images = draw(2, 4),
        .workers = draw(5, 9),
        .gate = true,
        .faults = {{1, UNSAVABLE}},
    });
    expect_no_report(&few);
    struct run many = run_lab(
        (struct scenario){.build = ADDRESS, .images = MANY_IMAGES, .workers = MANY_WORKERS, .gate = true});
    expect_no_report(&many);
    /* Two calls: the second call loses what the first one left in a static variable. */
    struct run r = run_lab((struct scenario){
        .build = ADDRESS,
        .images = draw(12, 20),
        .workers = REPEATED,
        .cycles = 6,
        .gate = true,
        .faults = {{draw(1, 6), "status 404"}, {draw(7, 12), "truncated"}},
    });
    expect_no_report(&r);
    expect_possessions(&r);
    expect_steady_memory(&r);
    struct run unsaved = run_lab((struct scenario){
        .build = ADDRESS,
        .images = draw(12, 20),
        .workers = FEW,
        .gate = true,
        .faults = {{draw(2, 4), CONNECTION_REFUSED}, {draw(5, 8), UNSAVABLE}, {draw(9, 12), UNSAVABLE}},
    });

    expect_no_report(&unsaved);
    expect_others_whole(&r); /* a program that does nothing would lose nothing */
}

/* Each call that the first cycle made fails in a later cycle. The outcome must report it; the tests demand no
 * more. */
TEST(failing_calls_are_survived)
{
    struct run r = run_lab((struct scenario){
        .build = ADDRESS,
        .images = 4,
        .workers = FAULTY_WORKERS,
        .cycles = FAULTY_CYCLES,
        .call_faults = CALLS_FAIL,
    });

    expect_no_report(&r);
    expect_possessions(&r);
    expect_faults_survived(&r, 0);
}

TEST(no_image_and_one_image)
{
    struct run none = run_lab((struct scenario){.images = 0, .workers = POOL});
    struct run one = run_lab((struct scenario){.images = 1, .workers = POOL});
    struct run empty = run_lab((struct scenario){.build = ADDRESS, .images = 0, .workers = POOL});

    expect_number(&none, "requests for a list without images", none.server.requests, 0);
    expect(&none, none.returned == 0, "download_all() returns 0 for a list without images", "it returned %zu",
           none.returned);
    expect_all_saved(&one);
    /* Reading the first of no images may work by chance. */
    expect_no_report(&empty);
}

TEST(whatever_the_list_and_the_server_do)
{
    expect_drawn_scenarios();
}

#if WORKERS > 1

TEST(as_many_at_once_as_workers)
{
    size_t workers = draw_prime_workers();
    struct run r =
        run_lab((struct scenario){.images = LIST, .workers = workers, .gate = true, .refills = true});

    expect_refilled(&r);
    expect_all_saved(&r);
    expect_asked_once(&r); /* requests made twice must not count as work */
}

TEST(never_more_at_once_than_workers)
{
    size_t workers = draw_prime_workers();
    struct run r =
        run_lab((struct scenario){.images = LIST, .workers = workers, .gate = true, .refills = true});

    expect_all_saved(&r);
    expect_at_most(&r, "requests in flight at once, as many as workers", r.server.peak_in_flight, workers);
}

TEST(a_slow_image_holds_up_no_other)
{
#ifdef LOOPS
    /* When the gate opens, as many transfers end as there are places, each with a message. */
    struct run together = run_lab((struct scenario){
        .images = LIST, .workers = WORKERS, .gate = true, .refills = true, .together = true});

    expect_refilled(&together);
    expect_all_saved(&together);
    expect_messages_read(&together);

#endif
    /* A failure must make room for the next image, each time. */
    size_t failing = draw(3, 9);
    struct run refilled = run_lab((struct scenario){
        .images = LIST,
        .workers = draw(4, 6),
        .gate = true,
        .refills = true,
        .faults = {{failing, "status 404"},
                   {failing + 3, "truncated"},
                   {failing + 9, "status 500", failing + 10},
                   {failing + 16, "reset"}},
    });

    expect_refilled(&refilled);
    expect_others_saved(&refilled);

    /* Three of the first four images are slow. So each of two processes with two places has a slow one. */
    size_t first = draw(0, 3);
    size_t images = HELD_LIST;
    char expected[160];
    struct run r = run_lab((struct scenario){
        .images = images,
        .workers = 4,
        .hold = {first % 4 + 1, (first + 1) % 4 + 1, (first + 2) % 4 + 1},
    });

    snprintf(expected, sizeof expected,
             "all %zu other images served by the fourth worker while three images are slow", images - 3);
    expect_all_saved(&r);
    expect_of_requests(&r, !r.stuck, expected, "only %zu, then nothing moved until the slow ones arrived",
                       r.ended_by_then);
}

TEST(fewer_images_than_workers)
{
    size_t images = draw(2, 4);
    struct run r = run_lab((struct scenario){.images = images, .workers = draw(5, 9), .gate = true});

    expect_all_saved(&r);
    expect_number(&r, "requests in flight at once, as many as images", r.server.peak_in_flight, images);
}

/* Tests for workers that share a queue. */
#ifdef SHARED_QUEUE
TEST(delays_change_nothing)
{
    size_t workers = draw(7, 9);
    /* The first images fail at the same time, when the gate opens: the code for failures may race. */
    struct run many = run_lab((struct scenario){
        .build = PERTURBED,
        .images = draw(36, 48),
        .workers = workers,
        .gate = true,
        .faults = {{1, "status 404", workers}},
    });
    /* When the gate opens, all workers look for another image at once, but only one is left. */
    struct run last = run_lab(
        (struct scenario){.build = PERTURBED, .images = workers + 1, .workers = workers, .gate = true});

    expect_no_report(&many);
    expect_asked_once(&many); /* check this first: an image that two workers took may also be missing */
    expect_others_saved(&many);
    expect_nothing_left(&many);
    expect_no_report(&last);
    expect_asked_once(&last);
    expect_all_saved(&last);
    expect_nothing_left(&last);
}
#endif

TEST(interrupted_it_finishes_what_it_has_begun)
{
    size_t images = LIST, workers = POOL;
    struct run r =
        run_lab((struct scenario){.images = images, .workers = workers, .gate = true, .interrupt = true});

    expect_all_at_work(&r);
    expect_number(&r, "requests, as many as workers, because nothing new begins after SIGINT",
                  r.server.requests, workers);
    expect_number(&r, "images saved, as many as were in flight when SIGINT came", r.saved, workers);
    expect_returned(&r, workers);
    expect_untried(&r, images - workers);
    expect_nothing_left(&r);
}

static void expect_sleep(const struct run *run, const char *when)
{
    char expected[160];

    snprintf(expected, sizeof expected, "hardly any processor time while %s", when);
    expect(run, run->shortest_sleep == 0,
           "each wait lasts until something happens, or for at least a millisecond",
           "a thread that woke up every %.0f microseconds while %s", run->shortest_sleep * 1e6, when);
    expect(run, run->busy_seconds == 0, expected,
           "%.2f s of processor time, and the program was hardly ever asleep", run->busy_seconds);
}

TEST(it_sleeps_while_it_waits)
{
    struct run r =
        run_lab((struct scenario){.images = LIST, .workers = POOL, .gate = true, .watch_idleness = true});
    size_t workers = POOL;
    /* The last images, when no others are left. */
    struct run last = run_lab((struct scenario){
        .images = workers + draw(1, 3),
        .workers = workers,
        .gate = true,
        .refills = true,
        .gates_before = SIZE_MAX,
        .watch_idleness = true,
    });
    struct run few = run_lab(
        (struct scenario){.images = draw(2, 4), .workers = draw(5, 9), .gate = true, .watch_idleness = true});

    expect_all_saved(&r);
    expect_all_at_work(&r);
    expect_sleep(&r, "the server holds all replies");
    expect_all_saved(&last);
    expect_sleep(&last, "the server holds the replies for the last images");
    expect_all_saved(&few);
    expect_sleep(&few, "the server holds the replies for a few images, with more workers than images");
}

#endif

/* Tests for strategies with several processes. */
#ifdef CHILDREN
/* A worker dies while it waits for its first replies, or for later ones, or where it has taken something that
 * others wait for, or before it begins an image. It may hold up to `most` images then. Returns the last run.
 */
static struct run expect_deaths_survived(size_t images, size_t workers, size_t most)
{
    struct run early =
        run_lab((struct scenario){.images = images, .workers = workers, .gate = true, .kill_worker = true});
    struct run late = run_lab((struct scenario){
        .images = images,
        .workers = workers,
        .gate = true,
        .refills = true,
        .gates_before = draw(1, 3),
        .kill_worker = true,
    });
    struct run holding = run_lab((struct scenario){
        .build = ADDRESS,
        .images = 8,
        .workers = 4,
        .cycles = 5,
        .call_faults = CHILDREN_DIE,
    });

    expect_killed_alone(&early);
    expect_nothing_left(&early);
    expect_killed_alone(&late);
    expect_nothing_left(&late);
    expect_no_report(&holding);
    expect_faults_survived(&holding, most);
    return holding;
}

TEST(a_killed_worker_is_replaced)
{
    struct run r = run_lab((struct scenario){
        .images = LIST,
        .workers = POOL,
        .gate = true,
        .refills = true,
        .gates_before = draw(0, 3),
        .kill_worker = true,
    });

    expect(&r, r.killed.pid != 0, "a worker process that waits for a reply, to be killed", "no such process");
    expect_all_saved(&r);
    expect_others_asked_once(&r);
    expect_nothing_left(&r);
}
#endif

/* The titles of these tests in a suite's table. */
#define SAVED     "Saves every image whole, under its own name"
#define ONCE      "Asks the server for every image once in every cycle"
#define AT_ONCE   "Keeps as many requests in flight as there are workers"
#define NO_MORE   "Never has more requests in flight than workers"
#define SLOW      "Goes on with the other images while one is slow"
#define REUSED    "Uses connections again: never more of them than workers"
#define DRAWN     "Keeps the contract for any list, any sizes and any replies"
#define NONE_ONE  "Handles a list of no image and a list of one"
#define SLEEPS    "Sleeps while it waits; no busy loop"
#define FEWER     "Handles a list with fewer images than workers"
#define ERROR     "Saves no file for a 404 or 500, reports the status, and goes on"
#define HALF      "Saves no file for a truncated or reset reply, and goes on"
#define REFUSED   "Saves no file for a refused connection, and goes on"
#define STALLED   "Gives up on a stalled image and goes on with the rest"
#define UNSAVED   "Reports an image that it cannot save, and goes on"
#define EARLY     "Gives an image its name only when the file is whole"
#define SCHEDULES "Gives the same result, without a race, in every order of its threads"
#define DELAYS    "Works the same when workers are delayed at any point (perturbed)"
#define LEFT      "Leaves no part files, descriptors, threads or children behind"
#define FINISHES  "On SIGINT finishes what it has begun, and begins nothing new"
#define REPLACED  "Replaces a killed worker and fetches its images again"
#define CALLS     "Survives failing calls (malloc, ...): no crash, hang, leak or lie"
#define MEMORY    "Neither loses nor misuses memory, whatever fails (sanitizers)"
