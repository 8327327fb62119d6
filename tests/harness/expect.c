/*
 * expect.c - what a test demands of a run.
 */
#include "expect.h"

#include <check.h>
#include <curl/curl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "suite.h"

#define MOST_ROWS 12

/* Fail the test: what was due, what was seen, and the rows of the ledger that show it, or "". */
static void fail_test(const char *rows, const char *due, const char *seen)
{
    ck_abort_msg("due:  %s\nseen: %s%s%s", due, seen, *rows ? "\n" : "", rows);
}

static const char *all_rows(const struct run *run)
{
    return run->ledger.count > 0 ? ledger_waterfall(&run->ledger, NULL, MOST_ROWS) : "";
}

/* The rows of the images for which `wanted` has true. */
static const char *rows_of_those(const struct run *run, const bool wanted[])
{
    size_t count = 0;

    for (size_t i = 1; i <= run->scenario.images; i++)
        count += wanted[i] ? run->images[i].requests : 0;
    return count > 0 ? ledger_waterfall(&run->ledger, wanted, MOST_ROWS) : "";
}

/* Room for every image that there is, or that the server was asked for. */
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

/* Of an image that was never asked for there is nothing to show; perhaps of one at which the work ended. */
static const char *rows_of_the_spoiled(const struct run *run)
{
    bool *wanted = no_images(run);
    char *rows;

    for (size_t i = 1; i <= run->scenario.images; i++)
        wanted[i] = scenario_spoils(&run->scenario, i);
    const char *spoiled = rows_of_those(run, wanted);
    if (asprintf(&rows, "  (the server has not been asked for it%s%s",
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

/* Those that were asked for, and are not on disk. */
static const char *rows_of_the_unsaved(const struct run *run)
{
    bool *wanted = no_images(run);

    for (size_t i = 1; i <= run->scenario.images; i++)
        wanted[i] = run->images[i].file != WHOLE;
    return rows_of_those(run, wanted);
}

/* What an outcome means, in words. `text` holds at least 128 bytes; it is returned. */
static const char *in_words(long outcome, char *text)
{
    if (outcome > 0)
        snprintf(text, 128, "%ld", outcome);
    else if (outcome < 0)
        snprintf(text, 128, "%ld (%.80s)", outcome, curl_easy_strerror((CURLcode)-outcome));
    else
        snprintf(text, 128, "0, as if it had never been tried");
    return text;
}

/* fail_test(), with `seen` as a format. */
static void fail_as_seen(const char *rows, const char *due, const char *seen, va_list arguments)
{
    char text[512];

    vsnprintf(text, sizeof text, seen, arguments);
    fail_test(rows, due, text);
}

void expect(const struct run *run, bool holds, const char *due, const char *seen, ...)
{
    va_list arguments;

    (void)run; /* none of its rows shows it */
    va_start(arguments, seen);
    if (!holds)
        fail_as_seen("", due, seen, arguments);
    va_end(arguments);
}

void expect_of_requests(const struct run *run, bool holds, const char *due, const char *seen, ...)
{
    va_list arguments;

    va_start(arguments, seen);
    if (!holds)
        fail_as_seen(all_rows(run), due, seen, arguments);
    va_end(arguments);
}

void expect_of_image(const struct run *run, size_t image, bool holds, const char *due, const char *seen, ...)
{
    va_list arguments;

    va_start(arguments, seen);
    if (!holds)
        fail_as_seen(rows_of(run, image), due, seen, arguments);
    va_end(arguments);
}

/* "1 connection in all", "2 connections in all": `what` is given in the plural. */
static void say(char *text, size_t size, const char *before, size_t number, const char *what)
{
    size_t word = strcspn(what, " "), singular = word;
    const char *ending = "";

    if (number == 1 && word > 3 && strncmp(what + word - 3, "ies", 3) == 0) {
        singular -= 3;
        ending = "y";
    } else if (number == 1 && word > 4 && strncmp(what + word - 4, "sses", 4) == 0)
        singular -= 2;
    else if (number == 1 && word > 0 && what[word - 1] == 's')
        singular--;
    snprintf(text, size, "%s%zu %.*s%s%s", before, number, (int)singular, what, ending, what + word);
}

/* The server's rows show requests, their connections, and what became of images; of anything else nothing. */
static const char *rows_about(const struct run *run, const char *what)
{
    if (strncmp(what, "requests", 8) == 0 || strncmp(what, "connections", 11) == 0)
        return all_rows(run);
    return strncmp(what, "images", 6) == 0 ? rows_of_the_unsaved(run) : "";
}

/* Behind a comma `what` gives the reason of what is due, which what was seen has not. */
static void compare(const struct run *run, bool holds, const char *before, const char *what, size_t seen,
                    size_t due)
{
    char wanted[256], found[256];

    if (holds)
        return;
    say(wanted, sizeof wanted, before, due, what);
    say(found, sizeof found, "", seen, what);
    found[strcspn(found, ",")] = '\0';
    fail_test(rows_about(run, what), wanted, found);
}

void expect_number(const struct run *run, const char *what, size_t seen, size_t due)
{
    compare(run, seen == due, "", what, seen, due);
}

void expect_at_most(const struct run *run, const char *what, size_t seen, size_t most)
{
    compare(run, seen <= most, "at most ", what, seen, most);
}

void expect_at_least(const struct run *run, const char *what, size_t seen, size_t least)
{
    compare(run, seen >= least, "at least ", what, seen, least);
}

static const char *what_file_is(enum file_state file)
{
    static const char *const words[] = {
        [ABSENT] = "there is no such file",
        [WHOLE] = "the file is the image",
        [DAMAGED] = "the file is not what the server has",
        [HTML_PAGE] = "the file is an HTML page, which the server sent in place of the image",
    };

    return words[file];
}

static void expect_saved(const struct run *run, size_t i)
{
    const struct image_result *image = &run->images[i];
    char due[160], seen[320], words[128];

    if (image->file != WHOLE) {
        snprintf(due, sizeof due, "image_%zu.jpg whole, byte for byte as the server has it", i);
        snprintf(seen, sizeof seen, "%s (its outcome: %s)", what_file_is(image->file),
                 in_words(image->outcome, words));
        fail_test(rows_of(run, i), due, seen);
    }
    if (image->outcome != 200) {
        snprintf(due, sizeof due, "outcomes[%zu] is 200, for image_%zu.jpg", i - 1, i);
        snprintf(seen, sizeof seen, "%s", in_words(image->outcome, words));
        fail_test(rows_of(run, i), due, seen);
    }
}

static void expect_returned(const struct run *run, size_t due)
{
    size_t before = run->before.threads, after = run->after.threads;

    if (run->scenario.build == PLAIN && after > before)
        expect(
            run, run->returned == due,
            "download_all() returns when all is done, and how many images were saved",
            "it returned %zu while %zu threads or processes that it had started were still there: nobody had "
            "waited for them",
            run->returned, after - before);
    if (run->returned != due) {
        char seen[128];
        snprintf(seen, sizeof seen, "it returned %zu, and %zu were saved", run->returned, due);
        fail_test(rows_of_the_unsaved(run), "download_all() returns how many images were saved", seen);
    }
}

void expect_all_saved(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        expect_saved(run, i);
    expect_returned(run, run->scenario.images);
}

void expect_asked_once(const struct run *run)
{
    char due[128], seen[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests == run->scenario.cycles)
            continue;
        say(due, sizeof due, "", run->scenario.cycles, "requests");
        say(seen, sizeof seen, "", run->images[i].requests, "requests");
        snprintf(due + strlen(due), sizeof due - strlen(due), " for image %zu", i);
        fail_test(rows_of(run, i), due, seen);
    }
    expect_number(run, "requests in all", run->server.requests, run->scenario.images * run->scenario.cycles);
}

void expect_none_asked_twice(const struct run *run)
{
    char due[128], seen[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests <= 1)
            continue;
        snprintf(due, sizeof due,
                 "1 request for image %zu, and none in the place of an image that could not begin", i);
        say(seen, sizeof seen, "", run->images[i].requests, "requests");
        fail_test(rows_of(run, i), due, seen);
    }
}

void expect_failed(const struct run *run, size_t i, long due)
{
    const struct image_result *image = &run->images[i];
    char wanted[256], seen[256], words[128];

    if (image->file != ABSENT && !scenario_blocks(&run->scenario, i)) {
        snprintf(wanted, sizeof wanted, "no file image_%zu.jpg, since it did not come whole with status 200",
                 i);
        fail_test(rows_of(run, i), wanted, what_file_is(image->file));
    }
    if (due == ANY_ERROR ? image->outcome < 0 : image->outcome == due)
        return;
    snprintf(wanted, sizeof wanted, "outcomes[%zu], for image_%zu.jpg, is %s", i - 1, i,
             due == ANY_ERROR ? "a negated CURLcode" : in_words(due, words));
    snprintf(seen, sizeof seen, "%s", in_words(image->outcome, words));
    fail_test(rows_of(run, i), wanted, seen);
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

void expect_untried(const struct run *run, size_t due)
{
    size_t untried = 0;
    char due_words[160], words[128];

    for (size_t i = 1; i <= run->scenario.images; i++) {
        if (run->images[i].requests == 0 && run->images[i].outcome != 0) {
            snprintf(due_words, sizeof due_words,
                     "outcomes[%zu], for image_%zu.jpg, is 0, since it was never begun", i - 1, i);
            fail_test("", due_words, in_words(run->images[i].outcome, words));
        }
        untried += run->images[i].outcome == 0 && run->images[i].file == ABSENT;
    }
    expect_number(run, "images with outcome 0 and no file, which were never begun", untried, due);
}

void expect_others_whole(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        expect_of_image(run, i,
                        scenario_spoils(&run->scenario, i) ||
                            (run->images[i].file == WHOLE && run->images[i].requests == run->scenario.cycles),
                        "every image asked for once a cycle, and on disk, in this build, too",
                        "image_%zu.jpg: %zu requests, and %s", i, run->images[i].requests,
                        run->images[i].file == WHOLE ? "a whole file" : "no whole file");
}

void expect_killed_alone(const struct run *run)
{
    size_t saved = 0;
    char words[128];

    expect(run, run->killed.pid != 0, "a worker process that waits for a reply, to be killed",
           "there is none");
    for (size_t i = 1; i <= run->scenario.images; i++) {
        const struct image_result *image = &run->images[i];
        saved += image->file == WHOLE;
        if (!owner_has(&run->killed, i) || image->outcome == 200)
            expect_saved(run, i);
        else
            expect_of_image(run, i, image->outcome == 0 && image->file == ABSENT,
                            "no file, and outcome 0, for an image that a killed worker had asked for",
                            "image_%zu.jpg: %s, %s", i, image->file == ABSENT ? "no file" : "a file",
                            in_words(image->outcome, words));
    }
    expect_returned(run, saved);
    expect(run, !run->stray_file, "no file but the saved images", "%s", run->stray_file);
}

void expect_nothing_left(const struct run *run)
{
    const struct snapshot *before = &run->before, *after = &run->after;
    char seen[256];

    if (run->stray_file) {
        snprintf(seen, sizeof seen, "%.200s", run->stray_file);
        fail_test("", "no file but the saved images", seen);
    }
    expect(
        run, run->told <= run->scenario.images * run->scenario.cycles,
        "what main() has to write is written once",
        "%zu lines in its file of outcomes, for %zu images: a child has left by exit(), and has written out "
        "what its parent had still to write. A child ends with _exit().",
        run->told, run->scenario.images * run->scenario.cycles);
    expect_number(run, "processes ended and not waited for (zombies)", after->zombies, 0);
    expect_number(run, "processes after download_all(), as many as before", after->processes,
                  before->processes);
    expect_number(run, "threads after download_all(), as many as before", after->threads, before->threads);
    expect_number(run, "open descriptors after download_all(), as many as before", after->descriptors,
                  before->descriptors);
    expect_number(run, "shared mappings after download_all(), as many as before", after->mappings,
                  before->mappings);
}

void expect_no_report(const struct run *run)
{
    if (run->report)
        fail_because(REPORT, "due:  nothing that a sanitizer objects to\nseen: %s",
                     report_in_short(run->report, grading.suite->lab));
}
