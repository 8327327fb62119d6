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

#include "suite.h"

#define MOST_ROWS 12

/* Fail the test: what was due, what was seen, and the ledger's rows of `image` (0: all; -1: none). */
static void fail_test(const struct run *run, long image, const char *due, const char *seen)
{
    const char *rows = "";

    if (image == 0 && run->ledger.count > 0)
        rows = ledger_waterfall(&run->ledger, image, MOST_ROWS);
    else if (image > 0)
        rows = ledger_requests(&run->ledger, image) > 0 ? ledger_waterfall(&run->ledger, image, MOST_ROWS)
                                                        : "  (the server has not been asked for it)";
    ck_abort_msg("due:  %s\nseen: %s%s%s", due, seen, *rows ? "\n" : "", rows);
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

void expect(const struct run *run, bool holds, const char *due, const char *seen, ...)
{
    char text[512];
    va_list arguments;

    if (holds)
        return;
    va_start(arguments, seen);
    vsnprintf(text, sizeof text, seen, arguments);
    va_end(arguments);
    fail_test(run, 0, due, text);
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

static void compare(const struct run *run, bool holds, const char *before, const char *what, size_t seen,
                    size_t due)
{
    char wanted[256], found[256];

    if (holds)
        return;
    say(wanted, sizeof wanted, before, due, what);
    say(found, sizeof found, "", seen, what);
    fail_test(run, 0, wanted, found);
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

static void expect_saved(const struct run *run, size_t i)
{
    const struct image_result *image = &run->images[i];
    char due[160], seen[320], words[128];

    if (image->file != WHOLE) {
        snprintf(due, sizeof due, "image_%zu.jpg whole, byte for byte as the server has it", i);
        snprintf(seen, sizeof seen, "%s (its outcome: %s)",
                 image->file == ABSENT ? "there is no such file" : "the file holds something else",
                 in_words(image->outcome, words));
        fail_test(run, (long)i, due, seen);
    }
    if (image->outcome != 200) {
        snprintf(due, sizeof due, "outcomes[%zu] is 200, for image_%zu.jpg", i - 1, i);
        snprintf(seen, sizeof seen, "%s", in_words(image->outcome, words));
        fail_test(run, (long)i, due, seen);
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
    expect(run, run->returned == due, "download_all() returns how many images were saved",
           "it returned %zu, and %zu were saved", run->returned, due);
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
        fail_test(run, (long)i, due, seen);
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
        fail_test(run, (long)i, due, seen);
    }
}

void expect_failed(const struct run *run, size_t i, long due)
{
    const struct image_result *image = &run->images[i];
    char wanted[256], seen[256], words[128];

    if (image->file != ABSENT && !scenario_blocks(&run->scenario, i)) {
        snprintf(wanted, sizeof wanted, "no file image_%zu.jpg, since it did not come whole with status 200",
                 i);
        fail_test(run, (long)i, wanted, "there is one");
    }
    if (due == ANY_ERROR ? image->outcome < 0 : image->outcome == due)
        return;
    snprintf(wanted, sizeof wanted, "outcomes[%zu], for image_%zu.jpg, is %s", i - 1, i,
             due == ANY_ERROR ? "a negated CURLcode" : in_words(due, words));
    snprintf(seen, sizeof seen, "%s", in_words(image->outcome, words));
    fail_test(run, (long)i, wanted, seen);
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

    for (size_t i = 1; i <= run->scenario.images; i++)
        untried += run->images[i].outcome == 0 && run->images[i].file == ABSENT;
    expect_number(run, "images with outcome 0 and no file, which were never begun", untried, due);
}

void expect_others_whole(const struct run *run)
{
    for (size_t i = 1; i <= run->scenario.images; i++)
        expect(run,
               scenario_spoils(&run->scenario, i) ||
                   (run->images[i].file == WHOLE && run->images[i].requests == 1),
               "every image asked for once, and on disk, in this build, too",
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
            expect(run, image->outcome == 0 && image->file == ABSENT,
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
        fail_test(run, -1, "no file but the saved images", seen);
    }
    expect_number(run, "zombies (children not waited for)", after->zombies, 0);
    expect_number(run, "processes", after->processes, before->processes);
    expect_number(run, "threads after download_all()", after->threads, before->threads);
    expect_number(run, "open descriptors after download_all()", after->descriptors, before->descriptors);
    expect_number(run, "shared mappings after download_all()", after->mappings, before->mappings);
}

/* "  #3 0x5555 in take threads.c:31 (threads+0x2)" becomes "in take threads.c:31". */
static char *place_in_file(char *line)
{
    char *function = strchr(line, '#') ? strchr(strchr(line, '#'), ' ') : NULL;
    char *address = strstr(line, " in ");

    return address ? address + 4 : function ? function + 1 : line;
}

/* What a sanitizer's line tells a student, without process numbers and addresses; NULL where it tells
 * nothing. */
static char *telling_part(char *line, const char *file)
{
    char *error = strstr(line, "ERROR: "), *address = strstr(line, " (");

    if (address)
        *address = '\0';
    if (error)
        return error;
    if (strstr(line, "WARNING: ") || strstr(line, "runtime error") || strncmp(line, "SUMMARY", 7) == 0)
        return line;
    return strstr(line, file) ? place_in_file(line) : NULL;
}

/* Of a sanitizer's long report: what it is, and where in the lab's file, each line once. */
static char *summary(const char *report)
{
    char *copy = strdup(report), *rest = copy, *line, *text = NULL, file[64];
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!copy || !out)
        abort();
    snprintf(file, sizeof file, "/%s.c:", grading.suite->lab);
    while (size < 600 && (line = strsep(&rest, "\n"))) {
        if (!(line = telling_part(line, file)))
            continue;
        fflush(out);
        if (!strstr(text, line))
            fprintf(out, "%s%.160s", size ? "\n      " : "", line);
        if (strncmp(line, "SUMMARY", 7) == 0)
            break;
        fflush(out);
    }
    fclose(out);
    free(copy);
    return text;
}

void expect_no_report(const struct run *run)
{
    if (run->report)
        fail_because(REPORT, "due:  nothing that a sanitizer objects to\nseen: %s", summary(run->report));
}
