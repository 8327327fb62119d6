/*
 * expect.c - what a test demands of a run.
 */
#include "expect.h"

#include <check.h>
#include <curl/curl.h>
#include <dlfcn.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/plural.h"
#include "../launch/program.h"
#include "../observe/waterfall.h"
#include "../run/execute.h"
#include "../run/printed.h"
#include "sanitizer_report.h"
#include "suite.h"

#define MOST_ROWS  12
#define MOST_DRAWN 40 /* rows of a picture */

/* What came to the server in that run, next to the message. */
static void draw_run(const struct run *run)
{
    char *svg = NULL, title[160];
    size_t size;
    FILE *file = run->ledger.count > 0 ? open_memstream(&svg, &size) : NULL;

    if (!file)
        return;
    snprintf(
        title, sizeof title, "%s: %s over %s, %.0f ms", suite_test(), counted(run->ledger.count, "requests"),
        counted(waterfall_connections(&run->ledger), "connections"), waterfall_length(&run->ledger) * 1000);
    waterfall_draw(file, &run->ledger, MOST_DRAWN, title);
    fclose(file);
    suite_set_picture(svg);
}

/* If the program did not wait for its workers, report that first: the other mismatches follow from it. */
static void fail_unwaited(const struct run *run, const char *expected, const char *got)
{
    bool children = run->left_children > 0;
    size_t left = children ? run->left_children : run->left_threads;

    suite_fail_scenario(run->number);
    draw_run(run);
    fail_because(
        NOT_WAITED,
        "expected: download_all() returns when all is done: it has waited for each %s that it started\n"
        "got:      it returned, but %s %s still there: it did not wait for them%s%s%s%s",
        children ? "child" : "thread", counted(left, children ? "children" : "threads"), was(left),
        *expected ? "\n          As a result, where the test expected: " : "", expected,
        *expected ? "\n          it got: " : "", got);
}

void expect_subject(const char *test)
{
    suite_set_subject(test);
}

/* The scenario, and the test that is about the failure; "" if it is the test's own subject. */
static const char *where(const struct run *run)
{
    const char *subject = suite_subject();
    bool elsewhere = subject && strcmp(subject, suite_test()) != 0;
    char *text;

    if (!subject)
        return "";
    if (asprintf(&text, "\nin:       a run of %s%s%s%s%s", scenario_in_words(&run->scenario, "; "),
                 elsewhere ? "\nThis must hold in every run of every test; the test about it: make test LAB="
                           : "",
                 elsewhere ? grading.suite->lab : "", elsewhere ? " T=" : "", elsewhere ? subject : "") < 0)
        abort();
    return text;
}

/* Fail the test: print the expectation, the finding, and the rows of the ledger that show it, or "". */
static void fail_for(enum cause cause, const struct run *run, const char *rows, const char *expected,
                     const char *got)
{
    if (run->left_children > 0 || run->left_threads > 0)
        fail_unwaited(run, expected, got);
    suite_fail_scenario(run->number);
    draw_run(run);
    fail_because(cause, "expected: %s\ngot:      %s%s%s%s%s", expected, got, *rows ? "\n" : "", rows,
                 where(run), printed(run));
}

static void fail_test(const struct run *run, const char *rows, const char *expected, const char *got)
{
    fail_for(NO_CAUSE, run, rows, expected, got);
}

static const char *all_rows(const struct run *run)
{
    return run->ledger.count > 0 ? ledger_waterfall(&run->ledger, NULL, MOST_ROWS) : "";
}

/* The rows of the images whose number is true in `wanted`. */
static const char *rows_of_those(const struct run *run, const bool wanted[])
{
    size_t count = 0;

    for (size_t i = 1; i <= run->scenario.images; i++)
        count += wanted[i] ? run->images[i].requests : 0;
    return count > 0 ? ledger_waterfall(&run->ledger, wanted, MOST_ROWS) : "";
}

/* Room for every image of the list or of the ledger. */
static bool *no_images(const struct run *run)
{
    size_t highest = run->scenario.images;

    for (size_t i = 0; i < run->ledger.count; i++)
        if (run->ledger.rows[i].image > (long)highest)
            highest = (size_t)run->ledger.rows[i].image;
    bool *wanted = calloc(highest + 1, sizeof *wanted);

    if (!wanted)
        abort();
    return wanted;
}

/* An image without a request has no rows. Show instead an image at which the work may have ended. */
static const char *rows_of_the_spoiled(const struct run *run)
{
    bool *wanted = no_images(run);
    char *rows;

    for (size_t i = 1; i <= run->scenario.images; i++)
        wanted[i] = scenario_spoils(&run->scenario, i);
    const char *spoiled = rows_of_those(run, wanted);
    if (asprintf(&rows, "  (the server got no request for it%s%s",
                 *spoiled ? "; but for these, which cannot be saved:)\n" : ")", spoiled) < 0)
        abort();
    return rows;
}

static const char *rows_of(const struct run *run, size_t image)
{
    bool *wanted = no_images(run);

    wanted[image] = true;
    const char *rows = rows_of_those(run, wanted);
    return *rows ? rows : rows_of_the_spoiled(run);
}

/* Images that were requested but are not on disk. */
static const char *rows_of_the_unsaved(const struct run *run)
{
    bool *wanted = no_images(run);

    for (size_t i = 1; i <= run->scenario.images; i++)
        wanted[i] = run->images[i].file != WHOLE;
    return rows_of_those(run, wanted);
}

/* "once", "8 times" */
static const char *times(size_t number)
{
    return number == 0   ? "not at all"
           : number == 1 ? "once"
           : number == 2 ? "twice"
                         : counted(number, "times");
}

/* libcurl's text for error `code`. The suite loads libcurl only when a test fails, because its forty
 * libraries would slow down each fork. */
static const char *curl_error(long code)
{
    void *libcurl = dlopen("libcurl.so.4", RTLD_NOW);
    const char *(*error)(int) = NULL;

    if (libcurl)
        *(void **)&error = dlsym(libcurl, "curl_easy_strerror");
    return error ? error((int)code) : "an error code of libcurl";
}

/* An outcome in words. `text` holds at least 128 bytes; it is returned. */
static const char *in_words(long outcome, char *text)
{
    if (outcome > 0)
        snprintf(text, 128, "%ld", outcome);
    else if (outcome < 0)
        snprintf(text, 128, "%ld (%.80s)", outcome, curl_error(-outcome));
    else
        snprintf(text, 128, "0, which means that it was never tried");
    return text;
}

/* The outcome of an image, in words: 0 is none, though the server may have been asked. */
static const char *outcome_in_words(const struct run *run, size_t image, char *text)
{
    const struct image_result *result = &run->images[image];

    if (result->outcome != 0 || result->requests == 0)
        return in_words(result->outcome, text);
    snprintf(text, 128, "0, as it was at the start, though the server was asked for the image");
    return text;
}

/* fail_test() with `got` as a format. */
static void fail_with_format(const struct run *run, const char *rows, const char *expected, const char *got,
                             va_list arguments)
{
    char text[512];

    vsnprintf(text, sizeof text, got, arguments);
    fail_test(run, rows, expected, text);
}

void expect(const struct run *run, bool holds, const char *expected, const char *got, ...)
{
    va_list arguments;

    va_start(arguments, got);
    if (!holds)
        fail_with_format(run, "", expected, got, arguments);
    va_end(arguments);
}

void expect_of_requests(const struct run *run, bool holds, const char *expected, const char *got, ...)
{
    va_list arguments;

    va_start(arguments, got);
    if (!holds)
        fail_with_format(run, all_rows(run), expected, got, arguments);
    va_end(arguments);
}

void expect_of_image(const struct run *run, size_t image, bool holds, const char *expected, const char *got,
                     ...)
{
    va_list arguments;

    va_start(arguments, got);
    if (!holds)
        fail_with_format(run, rows_of(run, image), expected, got, arguments);
    va_end(arguments);
}

/* The server's rows show requests, connections and the fate of images, but nothing else. */
static const char *rows_about(const struct run *run, const char *what)
{
    if (strncmp(what, "requests", 8) == 0 || strncmp(what, "connections", 11) == 0)
        return all_rows(run);
    return strncmp(what, "images", 6) == 0 ? rows_of_the_unsaved(run) : "";
}

/* More requests at once need more connections: then that is the mistake. */
static bool has_too_many(const struct run *run, const char *what)
{
    return strncmp(what, "connections", 11) == 0 && run->server.peak_in_flight > run->scenario.workers;
}

/* The reason after a comma in `what` is part of the expectation only. */
static void compare(const struct run *run, bool holds, const char *before, const char *what, size_t got,
                    size_t expected)
{
    char wanted[256], found[256];

    if (holds)
        return;
    snprintf(wanted, sizeof wanted, "%s%s", before, counted(expected, what));
    snprintf(found, sizeof found, "%s", counted(got, what));
    found[strcspn(found, ",")] = '\0';
    fail_for(has_too_many(run, what) ? TOO_MANY : NO_CAUSE, run, rows_about(run, what), wanted, found);
}

void expect_number(const struct run *run, const char *what, size_t got, size_t expected)
{
    compare(run, got == expected, "", what, got, expected);
}

void expect_at_most(const struct run *run, const char *what, size_t got, size_t most)
{
    compare(run, got <= most, "at most ", what, got, most);
}

void expect_at_least(const struct run *run, const char *what, size_t got, size_t least)
{
    compare(run, got >= least, "at least ", what, got, least);
}

static const char *what_file_is(enum file_state file)
{
    static const char *const words[] = {
        [ABSENT] = "no such file",
        [WHOLE] = "the file is the image",
        [DAMAGED] = "the file differs from the server's image",
        [HTML_PAGE] = "the file is an HTML page, which the server sent instead of the image",
    };

    return words[file];
}

/* Was nothing tried for the image? A lab may fill its outcomes with an error first. */
static bool is_untouched(const struct image_result *image)
{
    return image->requests == 0 && (image->outcome == 0 || image->outcome == -CURLE_OUT_OF_MEMORY);
}

/* Did the work end at a failure: is one among the last images that were tried, and were several after these
 * never asked for? */
static bool has_stopped(const struct run *run)
{
    const struct scenario *scenario = &run->scenario;
    size_t last = 0, unasked = 0, failed = 0;

    for (size_t i = 1; i <= scenario->images; i++)
        if (run->images[i].requests > 0)
            last = i;
    for (size_t i = 1; i <= scenario->images; i++) {
        unasked += !scenario_spoils(scenario, i) && is_untouched(&run->images[i]);
        failed +=
            scenario_spoils(scenario, i) && i + scenario->workers > last && i <= last + scenario->workers;
        if (i < last && unasked > 0)
            return false; /* images in between are missing, too */
    }
    /* In a drawn run, with up to hundreds of workers, a failure may be near by chance. */
    return unasked > 1 && failed > 0 && !scenario->interrupt && run->killed.pid == 0 &&
           strcmp(suite_test(), WHATEVER) != 0;
}

/* Has the server sent the image whole, and does it have no file? */
static bool is_unfinished(const struct run *run, size_t image)
{
    const struct ledger_row *last = NULL;

    for (size_t i = 0; i < run->ledger.count; i++)
        if (run->ledger.rows[i].image == (long)image)
            last = &run->ledger.rows[i];
    if (!last || last->status != 200 || isnan(last->end) || last->gone || run->images[image].file != ABSENT)
        return false;
    return run->images[image].outcome == 0 || (run->stray_file && strstr(run->stray_file, ".part"));
}

/* So near to its limit, a program has none left for the next image. */
static bool has_no_descriptors(const struct run *run, size_t image)
{
    return run->images[image].outcome == -CURLE_WRITE_ERROR && run->open_at_end > MOST_DESCRIPTORS - 8;
}

/* Why an image with which nothing is wrong was not saved, where something else of the run shows it. */
static enum cause cause_of_loss(const struct run *run, size_t image)
{
    if (scenario_spoils(&run->scenario, image) || run->killed.pid != 0)
        return NO_CAUSE;
    if (has_no_descriptors(run, image))
        return DESCRIPTORS;
    if (is_unfinished(run, image))
        return UNFINISHED;
    return is_untouched(&run->images[image]) && has_stopped(run) ? STOPPED : NO_CAUSE;
}

/* If two workers took one image, possibly neither of them saves it complete: report that first. */
static void fail_over_image(const struct run *run, size_t i, const char *expected, const char *got)
{
    char both[512];

    if (run->images[i].requests <= run->scenario.cycles)
        fail_for(cause_of_loss(run, i), run, rows_of(run, i), expected, got);
    snprintf(both, sizeof both, "image %zu was requested %s, expected %s; %s", i,
             times(run->images[i].requests), times(run->scenario.cycles), got);
    fail_test(run, rows_of(run, i), expected, both);
}

void expect_saved(const struct run *run, size_t i)
{
    const struct image_result *image = &run->images[i];
    char expected[160], got[320], words[128];

    if (image->file != WHOLE) {
        snprintf(expected, sizeof expected,
                 "image_%zu.jpg complete, byte for byte equal to the server's image", i);
        snprintf(got, sizeof got, "%s (its outcome: %s)", what_file_is(image->file),
                 outcome_in_words(run, i, words));
        fail_over_image(run, i, expected, got);
    }
    if (image->outcome != 200) {
        snprintf(expected, sizeof expected, "outcomes[%zu] is 200, for image_%zu.jpg", i - 1, i);
        snprintf(got, sizeof got, "%s", outcome_in_words(run, i, words));
        fail_over_image(run, i, expected, got);
    }
}

void expect_returned(const struct run *run, size_t expected)
{
    char got[128];

    if (run->returned == expected)
        return;
    snprintf(got, sizeof got, "it returned %zu, and %zu %s saved", run->returned, expected, was(expected));
    fail_for(RETURN_VALUE, run, rows_of_the_unsaved(run),
             "download_all() returns the number of saved images, counted when all is done", got);
}

void expect_all_saved(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        expect_saved(run, i);
    expect_returned(run, run->scenario.images);
}

void expect_asked_once(const struct run *run)
{
    char expected[128], got[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests == run->scenario.cycles)
            continue;
        snprintf(expected, sizeof expected, "image %zu is requested %s%s", i, times(run->scenario.cycles),
                 run->scenario.cycles > 1 ? ", once in each cycle" : "");
        snprintf(got, sizeof got, "it was requested %s", times(run->images[i].requests));
        fail_for(is_untouched(&run->images[i]) && has_stopped(run) ? STOPPED : NO_CAUSE, run, rows_of(run, i),
                 expected, got);
    }
    expect_number(run, "requests in all", run->server.requests, run->scenario.images * run->scenario.cycles);
}

void expect_others_asked_once(const struct run *run)
{
    char expected[160], got[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (owner_has(&run->killed, i) || run->images[i].requests == 1)
            continue;
        snprintf(expected, sizeof expected,
                 "image %zu, which the killed worker had not begun, is requested once", i);
        snprintf(got, sizeof got, "it was requested %s", times(run->images[i].requests));
        fail_test(run, rows_of(run, i), expected, got);
    }
}

void expect_none_asked_twice(const struct run *run)
{
    char expected[128], got[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests <= 1)
            continue;
        snprintf(expected, sizeof expected,
                 "image %zu is requested once, and not instead of one that could not begin", i);
        snprintf(got, sizeof got, "it was requested %s", times(run->images[i].requests));
        fail_test(run, rows_of(run, i), expected, got);
    }
}

void expect_failed(const struct run *run, size_t i, long expected)
{
    const struct image_result *image = &run->images[i];
    char wanted[256], got[256], words[128];

    if (image->file != ABSENT && !scenario_blocks(&run->scenario, i)) {
        snprintf(wanted, sizeof wanted,
                 "no file image_%zu.jpg, because it did not arrive complete with status 200", i);
        fail_test(run, rows_of(run, i), wanted, what_file_is(image->file));
    }
    if (expected == ANY_ERROR ? image->outcome < 0 : image->outcome == expected)
        return;
    snprintf(wanted, sizeof wanted, "outcomes[%zu], for image_%zu.jpg, is %s", i - 1, i,
             expected == ANY_ERROR ? "a negated CURLcode" : in_words(expected, words));
    snprintf(got, sizeof got, "%s", outcome_in_words(run, i, words));
    fail_for(is_untouched(&run->images[i]) && has_stopped(run) ? STOPPED : NO_CAUSE, run, rows_of(run, i),
             wanted, got);
}

void expect_others_saved(const struct run *run)
{
    size_t saved = 0;

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (scenario_spoils(&run->scenario, i))
            continue;
        expect_saved(run, i);
        saved++;
    }
    expect_returned(run, saved);
}

void expect_untried(const struct run *run, size_t expected)
{
    size_t untried = 0;
    char expected_words[160], words[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests == 0 && run->images[i].outcome != 0) {
            snprintf(expected_words, sizeof expected_words,
                     "outcomes[%zu], for image_%zu.jpg, is 0, because it was never begun", i - 1, i);
            fail_test(run, "", expected_words, in_words(run->images[i].outcome, words));
        }
        untried += run->images[i].outcome == 0 && run->images[i].file == ABSENT;
    }
    expect_number(run, "images with outcome 0 and no file, which were never begun", untried, expected);
}

void expect_others_whole(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        expect_of_image(run, i,
                        scenario_spoils(&run->scenario, i) ||
                            (run->images[i].file == WHOLE && run->images[i].requests == run->scenario.cycles),
                        "every image requested once in each cycle, and on disk, also in this build",
                        "image_%zu.jpg: %s, and %s", i, counted(run->images[i].requests, "requests"),
                        run->images[i].file == WHOLE ? "a complete file" : "no complete file");
}

void expect_killed_alone(const struct run *run)
{
    size_t saved = 0;
    char words[128];

    expect(run, run->killed.pid != 0, "a worker process that waits for a reply, to be killed",
           "no such process");
    for (size_t i = 1; i <= run->scenario.images; i++) {
        const struct image_result *image = &run->images[i];
        saved += image->file == WHOLE;
        if (!owner_has(&run->killed, i) || image->outcome == 200)
            expect_saved(run, i);
        else
            expect_of_image(run, i, image->outcome == 0 && image->file == ABSENT,
                            "no file, and outcome 0, for an image that a killed worker had requested",
                            "image_%zu.jpg: %s, %s", i, image->file == ABSENT ? "no file" : "a file",
                            in_words(image->outcome, words));
    }
    expect_returned(run, saved);
    expect_no_names_left(run);
}

void expect_no_names_left(const struct run *run)
{
    expect(run, !run->stray_file, "no file is left except the saved images, here or elsewhere", "%.400s",
           run->stray_file);
    expect(run, !run->left_ipc,
           "every object with a name in the system is removed before the function returns", "still there: %s",
           run->left_ipc);
}

void expect_possessions(const struct run *run)
{
    expect(
        run, !run->kept,
        "after the call the program has no descriptor, shared memory or timer that it did not have before, "
        "and handles every signal as before",
        "still there: %s", run->kept);
    expect(run, !run->lost, "after the call the program still has what it had before, such as descriptors",
           "no longer there: %s", run->lost);
}

/* An initialisation by the first call stays: the second call must not add to it. */
#define FIRST_STEADY 2

/* Memory that is kept grows in each call. In one or two calls, libcurl or the C library may initialise
 * something. */
void expect_steady_memory(const struct run *run)
{
    size_t last = run->scenario.cycles, grown = 0;

    for (size_t cycle = FIRST_STEADY + 1; cycle <= last; cycle++)
        grown += run->memory[cycle] > run->memory[cycle - 1];
    expect(run, last <= FIRST_STEADY || grown < last - FIRST_STEADY,
           "the program's memory does not grow from call to call",
           "it grew in each of the calls %d to %zu, by %zu bytes in all: memory that is still pointed to, "
           "but never used again",
           FIRST_STEADY + 1, last, run->memory[last] - run->memory[FIRST_STEADY]);
}

static void look_for_what_is_left(const struct run *run)
{
    const struct snapshot *before = &run->before, *after = &run->after;

    expect_no_names_left(run);
    expect(run, run->told <= run->scenario.images * run->scenario.cycles, "main()'s output is written once",
           "%s in its file of outcomes, for %s: a child ended with exit(), which also\n"
           "writes its parent's buffered output. End each child with _exit().",
           counted(run->told, "lines"), counted(run->scenario.images * run->scenario.cycles, "images"));
    if (after->zombies > 0 || after->processes > before->processes || after->threads > before->threads)
        if (run->left_children > 0 || run->left_threads > 0)
            fail_unwaited(run, "", "");
    expect_number(run, "processes ended and not waited for (zombies)", after->zombies, 0);
    expect_number(run, "processes after download_all(), as many as before", after->processes,
                  before->processes);
    expect_number(run, "threads after download_all(), as many as before", after->threads, before->threads);
    expect_possessions(run);
}

/* Whichever test sees it: its hints are those of the test that is about it. */
void expect_nothing_left(const struct run *run)
{
    const char *subject = suite_subject(), *about = "nothing_is_left_behind";

    if (!subject && grading_place(about) < grading.suite->count)
        suite_set_subject(about);
    look_for_what_is_left(run);
    suite_set_subject(subject);
}

void expect_refilled(const struct run *run)
{
    char expected[160];

    snprintf(expected, sizeof expected, "%s in flight, with %s%s", counted(run->expected_at_gate, "requests"),
             counted(run->scenario.workers, "workers"),
             run->released > 0 ? ": the next images begin as soon as others have ended" : "");
    if (run->stuck && run->released > 0)
        expect_of_requests(run, false, expected, "%s ended together, and then no more than %s in flight",
                           counted(run->released, "requests"), counted(run->came, "requests"));
    expect_of_requests(run, !run->stuck, expected, "no more than %zu arrived", run->came);
}

void expect_messages_read(const struct run *run)
{
    expect(run, run->unread == 0,
           "no place stays empty: before the loop sleeps, it reads all messages, "
           "and begins as many images",
           "curl_multi_poll() or curl_multi_wait() was called when %s had ended, whose messages "
           "were unread",
           counted(run->unread, "transfers"));
}

/* A loop that closes a range of numbers proves nothing. */
static void expect_closed_once(const struct run *run)
{
    size_t again = run->calls ? atomic_load(&run->calls->closed_again) : 0;

    if (again > 0 && atomic_load(&run->calls->swept) == 0)
        expect(run, false,
               "each descriptor is closed once: after that its number may belong to another file or socket",
               "close() or fclose() was called %s for a descriptor that your code had closed already (EBADF)",
               counted(again, "times"));
}

static void expect_clean_handles(const struct run *run)
{
    expect(run, run->handles <= 0, "every handle is cleaned up before the function returns",
           "%s of libcurl still there", counted((size_t)run->handles, "handles"));
}

static void expect_own_handles(const struct run *run)
{
    size_t borrowed = run->calls ? atomic_load(&run->calls->borrowed) : 0;

    expect(run, borrowed == 0,
           "a child makes its handles after fork(), and neither uses nor cleans up a handle of its parent",
           "%s with a handle that another process had made", counted(borrowed, "calls"));
}

void expect_children_download(const struct run *run)
{
    size_t begun = atomic_load(&run->calls->begun);

    expect(run, begun == 0, "only children download, even after one of them has died",
           "the parent began %s itself", counted(begun, "downloads"));
}

void expect_no_report(const struct run *run)
{
    if (run->report)
        fail_because(strstr(run->report, "LeakSanitizer") ? LEAK : REPORT,
                     "expected: no report of a sanitizer\ngot:      %s%s%s%s",
                     report_in_short(run->report, grading.suite->lab), circumstances(run), run_in_words(run),
                     printed(run));
    expect_closed_once(run);
    expect_clean_handles(run);
    expect_own_handles(run);
}
