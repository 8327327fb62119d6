/*
 * expect.h - the expectations of a test. Each function fails the test with what was expected, what the run
 * gave, and the rows of the server's ledger that show it.
 */
#ifndef HARNESS_EXPECT_H
#define HARNESS_EXPECT_H

#include "../run/run.h"
#include "../scenario/model.h"

/*
 * Later failures belong to the test with this name, and any test may find them: the message names scenario
 * and test. NULL: they belong to the running test.
 */
void expect_subject(const char *test);

/* The test that draws its scenarios. */
#define WHATEVER "whatever_the_list_and_the_server_do"

/* Fail unless `holds`. `expected` and `got` complete the lines "expected:" and "got:". */
void expect(const struct run *run, bool holds, const char *expected, const char *got, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, shown with all rows; with the rows of an image. */
void expect_of_requests(const struct run *run, bool holds, const char *expected, const char *got, ...)
    __attribute__((format(printf, 4, 5)));
void expect_of_image(const struct run *run, size_t image, bool holds, const char *expected, const char *got,
                     ...) __attribute__((format(printf, 5, 6)));

/* `what` completes "expected: 8 requests in flight". A reason after a comma is left out after "got:". */
void expect_number(const struct run *run, const char *what, size_t got, size_t expected);
void expect_at_most(const struct run *run, const char *what, size_t got, size_t most);
void expect_at_least(const struct run *run, const char *what, size_t got, size_t least);

/* Image `image` is on disk, complete, with outcome 200; download_all() returned `expected`. */
void expect_saved(const struct run *run, size_t image);
void expect_returned(const struct run *run, size_t expected);

/* Every image is on disk, complete, with outcome 200; download_all() returned their number. */
void expect_all_saved(const struct run *run);

/* The server got exactly one request for each image in each cycle, no others. For runs without faults. */
void expect_asked_once(const struct run *run);

/* Each image that the killed worker had not requested at the gate was requested once: only lost images are
 * fetched again. */
void expect_others_asked_once(const struct run *run);

/* No image was requested twice. Images that cannot be saved may have no request. */
void expect_none_asked_twice(const struct run *run);

/* Image `image` left no file and has the outcome `expected`; ANY_ERROR allows any negated CURLcode. */
void expect_failed(const struct run *run, size_t image, long expected);

/* All images that the scenario does not spoil are saved, with outcome 200, and download_all() returned their
 * number. */
void expect_others_saved(const struct run *run);

/*
 * All images that the scenario does not spoil are on disk, complete, each after one request. A build that
 * judges something else must have done this for its verdict to mean anything.
 */
void expect_others_whole(const struct run *run);

/*
 * A worker was killed at the gate: the images that it had requested have outcome 0 and no file, or another
 * worker fetched them; all others are saved.
 */
void expect_killed_alone(const struct run *run);

/* This many images have outcome 0, "never tried", and no file. */
void expect_untried(const struct run *run, size_t expected);

/* No file except the images, no message queue and no System V object is left. */
void expect_no_names_left(const struct run *run);

/* The same, and threads, children and descriptors are as they were before. */
void expect_nothing_left(const struct run *run);

/* Of these only descriptors, shared memory, timers, and the handling of signals. */
void expect_possessions(const struct run *run);

/* For a run of several cycles built with AddressSanitizer: memory does not grow with each cycle. */
void expect_steady_memory(const struct run *run);

/* For a run with `refills`: another transfer took each place as soon as it was free. */
void expect_refilled(const struct run *run);

/* For a run with `call_faults`: only children download, even after one of them has died. */
void expect_children_download(const struct run *run);

/* For a run with `together`: the loop never went to sleep while messages of libcurl were unread. */
void expect_messages_read(const struct run *run);

/*
 * For a run with `call_faults`: in every cycle outcomes, returned value and files agree; all images are saved
 * if no call failed; and if a child died, at most `lost` images were not saved.
 */
void expect_faults_survived(const struct run *run, size_t lost);

/* No sanitizer has reported a fault. */
void expect_no_report(const struct run *run);

#endif
