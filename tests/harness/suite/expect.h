/*
 * expect.h - what a test demands of a run. Each of these fails the test with what was due, what was seen, and
 * the rows of the server's ledger that show it, where any do.
 */
#ifndef HARNESS_EXPECT_H
#define HARNESS_EXPECT_H

#include "../run/run.h"
#include "../scenario/model.h"

/*
 * What fails from now on is the subject of the test of that name, and may be found in any other: its message
 * names scenario and test. NULL: the test's own subject.
 */
void expect_subject(const char *test);

/* The test that draws its scenarios. */
#define WHATEVER "whatever_the_list_and_the_server_do"

/* Fail unless `holds`; `due` and `seen` finish the lines "due:" and "seen:". */
void expect(const struct run *run, bool holds, const char *expected, const char *got, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, shown by all rows; by those of an image. */
void expect_of_requests(const struct run *run, bool holds, const char *expected, const char *got, ...)
    __attribute__((format(printf, 4, 5)));
void expect_of_image(const struct run *run, size_t image, bool holds, const char *expected, const char *got,
                     ...) __attribute__((format(printf, 5, 6)));

/* `what` finishes the sentence: "due: 8 requests in flight"; behind a comma is why, which "seen:" leaves out.
 */
void expect_number(const struct run *run, const char *what, size_t got, size_t expected);
void expect_at_most(const struct run *run, const char *what, size_t got, size_t most);
void expect_at_least(const struct run *run, const char *what, size_t got, size_t least);

/* Image `image` is on disk, whole, and its outcome is 200; download_all() returned `due`. */
void expect_saved(const struct run *run, size_t image);
void expect_returned(const struct run *run, size_t expected);

/* Every image is on disk, whole; its outcome is 200; download_all() returned their number. */
void expect_all_saved(const struct run *run);

/* The server was asked for every image exactly once a cycle, and for nothing else. For runs without faults.
 */
void expect_asked_once(const struct run *run);

/* Each image that the killed worker had not asked for at the gate was asked for once: only what was lost is
 * fetched again. */
void expect_others_asked_once(const struct run *run);

/* No image was asked for twice; some perhaps not at all, since they could not be saved. */
void expect_none_asked_twice(const struct run *run);

/* Image `image` left no file and has the outcome `due`; with due = ANY_ERROR any negated CURLcode will do. */
void expect_failed(const struct run *run, size_t image, long expected);

/* All images but those that the scenario spoils are saved, with outcome 200, and download_all() returned
 * their number. */
void expect_others_saved(const struct run *run);

/*
 * All images but those that the scenario spoils are on disk, whole, and the server was asked for each of them
 * once: what a build that judges something else must have done, for that to mean anything.
 */
void expect_others_whole(const struct run *run);

/*
 * A worker was killed at the gate: the images that it had asked for have outcome 0 and no file, or were
 * fetched by another worker; all others are saved.
 */
void expect_killed_alone(const struct run *run);

/* So many images have outcome 0, "never tried", and no file. */
void expect_untried(const struct run *run, size_t expected);

/* No file but the images, no message queue and no object of System V is left. */
void expect_no_names_left(const struct run *run);

/* Nor that, and threads, children and descriptors are as they were before. */
void expect_nothing_left(const struct run *run);

/* Of that: descriptors, shared memory, timers, and what becomes of signals. */
void expect_possessions(const struct run *run);

/* Of a run of several cycles, built with AddressSanitizer: what stays in memory does not grow with each. */
void expect_steady_memory(const struct run *run);

/* Of a run with `refills`: each place was taken again as soon as its transfer had ended. */
void expect_refilled(const struct run *run);

/* A loop never went to sleep with messages of libcurl unread. Of a run with `together`. */
void expect_messages_read(const struct run *run);

/*
 * Of a run with `call_faults`: in every cycle outcomes, returned value and files agree; all images are saved
 * where no call failed; and where a child died, at most `lost` images were not.
 */
void expect_faults_survived(const struct run *run, size_t lost);

/* No sanitizer has found anything. */
void expect_no_report(const struct run *run);

#endif
