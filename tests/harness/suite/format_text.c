/*
 * format_text.c - a grade for people, with the score in the last line; and for Autolab, with one line more.
 *
 * First comes a line for each test, as soon as its result is known. Then only the first failures follow in
 * full: a reader of a dozen reports at once reads none.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../base/colour.h"
#include "../base/plural.h"
#include "../run/printed.h"
#include "format.h"
#include "hints.h"

#define USUAL_WIDE   100
#define LEAST_WIDE   40
#define MOST_SHOWN   3                         /* tests whose failure is shown in full */
#define MOST_NAMED   3                         /* tests named of those that were green before */
#define ROWS         "\n  image  conn. status" /* how rows of the ledger begin */
#define MOST_RESULTS 64

static struct result failures[MOST_RESULTS];
static size_t failure_count;
static bool stretch_begun;

static void begin(const char *lab, size_t tests)
{
    (void)tests;
    printf("%s%s%s\n", colour(BOLD), lab, colour(NORMAL));
    fflush(stdout);
}

/* The width of the terminal, in columns. A file or a pipe has no limit. */
static size_t line_width(void)
{
    struct winsize size;

    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return SIZE_MAX;
    return size.ws_col > LEAST_WIDE ? size.ws_col : USUAL_WIDE;
}

#define CLEAR_LINE "\r\033[K"

static bool waiting; /* the last line names what is running */

/* On a terminal, show that tests are running. */
static void wait_for(const struct graded_test *const running[], size_t count)
{
    const char *more = "";

    if (!isatty(STDOUT_FILENO))
        return;
    printf(CLEAR_LINE "%srunning: ", colour(DIM));
    size_t room = line_width() - sizeof "running:  and 99 more", i = 0;
    for (; i < count && strlen(test_name(running[i])) + 2 <= room; more = ", ", i++) {
        printf("%s%s", more, test_name(running[i]));
        room -= strlen(test_name(running[i])) + 2;
    }
    if (i < count)
        printf("%s%zu more", i > 0 ? " and " : "", count - i);
    printf("%s", colour(NORMAL));
    fflush(stdout);
    waiting = true;
}

static void end_waiting(void)
{
    if (waiting)
        printf(CLEAR_LINE);
    waiting = false;
}

static void tell(const struct result *result)
{
    end_waiting();
    bool stretch = result->test->milestone == STRETCH, passed = result->verdict == PASSED;

    if (stretch && !stretch_begun)
        printf("stretch goals:\n");
    stretch_begun = stretch;
    if (result->verdict == NO_VERDICT)
        printf("%s----%s %-69s  no verdict\n", colour(YELLOW), colour(NORMAL), result->test->sentence);
    else
        printf("%s%s%s %-69s %2u/%u\n",
               colour(passed    ? GREEN
                      : stretch ? YELLOW
                                : RED),
               passed ? "pass" : "FAIL", colour(NORMAL), result->test->sentence, points_of(result),
               result->test->points);
    if (passed && *result->message)
        printf("     %s(%s)%s\n", colour(DIM), result->message, colour(NORMAL));
    fflush(stdout);
    if (!passed && failure_count < MOST_RESULTS)
        failures[failure_count++] = *result;
}

/* How much of the line fits: up to the last blank that fits, if it has one. */
static size_t fitting(const char *line, size_t length, size_t room)
{
    size_t cut = room;

    if (length <= room || memchr(line, '|', length)) /* a row of the ledger */
        return length;
    while (cut > room / 2 && line[cut] != ' ')
        cut--;
    return line[cut] == ' ' ? cut : length;
}

/* Print one line. "expected:" and "got:" stand out. Break a line too wide for the terminal at a blank. */
static void print_line(const char *line, size_t length)
{
    size_t width = line_width(), word = 0, part;
    const char *code = NORMAL, *indent = "  ";

    if (strncmp(line, "expected:", 9) == 0)
        word = 9, code = GREEN, indent = "          ";
    else if (strncmp(line, "got:", 4) == 0)
        word = 4, code = RED, indent = "          ";
    printf("    %s%.*s%s", word ? colour(code) : "", (int)word, line, word ? colour(NORMAL) : "");
    for (size_t done = word; done < length; done += part + (line[done + part] == ' ')) {
        bool goes_on = done > word;
        size_t before = strlen("    ") + (goes_on ? strlen(indent) : word);
        part = fitting(line + done, length - done, width == SIZE_MAX ? width : width - before);
        printf("%s%s%.*s\n", goes_on ? "    " : "", goes_on ? indent : "", (int)part, line + done);
    }
    if (length == word)
        printf("\n");
}

static void print_message(const char *message)
{
    while (*message) {
        size_t line = strcspn(message, "\n");
        print_line(message, line);
        message += line + (message[line] == '\n');
    }
}

/* Where to look, what to read, and what to do. */
static void print_pointers(const char *lab, const struct result *failure)
{
    const char *name = test_name(failure->test);
    struct hints hints;

    if (failure->verdict == NO_VERDICT || failure->cause == NO_COMPILE)
        return;
    printf("%s", colour(DIM));
    if (cause_is_for_debug(failure->cause))
        printf("    look: make debug LAB=%s T=%s\n", lab, name);
    if (cause_section(failure->cause))
        printf("    read: labs/%s/README.md, %s\n", lab, cause_section(failure->cause));
    else if (hints_load(&hints, lab, failure->subject ? test_name(failure->subject) : name) == 0) {
        printf("    read: labs/%s/README.md, %s\n", lab, hints.handout);
        hints_free(&hints);
    }
    printf("    hint: make hint LAB=%s T=%s%s\n", lab, name, colour(NORMAL));
}

/* The expectation and the finding, without the rows of the ledger, and what was printed. */
static size_t words_of(const char *message)
{
    const char *rows = strstr(message, ROWS), *lines = strstr(message, PRINTED);
    const char *end = rows && (!lines || rows < lines) ? rows : lines;

    return end ? (size_t)(end - message) : strlen(message);
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* Whether both messages are equal except for numbers and rows. */
static bool is_like(const struct result *one, const struct result *other)
{
    const char *a = one->message, *b = other->message;
    const char *a_end = a + words_of(a), *b_end = b + words_of(b);

    while (a < a_end && b < b_end && (*a == *b || (is_digit(*a) && is_digit(*b))))
        if (is_digit(*a)) {
            a += strspn(a, "0123456789");
            b += strspn(b, "0123456789");
        } else {
            a++;
            b++;
        }
    return a == a_end && b == b_end;
}

/* Whether both failed for one reason. A sanitizer may report two different ones. */
static bool is_alike(const struct result *one, const struct result *other)
{
    bool one_cause = one->cause == other->cause && one->cause != NO_CAUSE && one->cause != REPORT;

    return one_cause || is_like(one, other);
}

/* Name the tests that failed for the same reason, which are reported together with this one. */
static void print_alike(size_t first, bool told[])
{
    const struct result *shown = &failures[first];
    size_t same = 0, alike = 0;

    for (size_t i = first + 1; i < failure_count; i++)
        if (!told[i] && strcmp(failures[i].message, shown->message) == 0) {
            told[i] = true;
            same++;
        }
    if (same > 0)
        printf("    (and the same for %zu more)\n", same);
    for (size_t i = first + 1; i < failure_count; i++) {
        if (told[i] || !is_alike(&failures[i], shown))
            continue;
        told[i] = true;
        if (++alike == 1)
            printf("    (and %s: ",
                   shown->cause == NO_CAUSE ? "the same, but for its numbers" : "for the same cause");
        if (alike <= MOST_NAMED)
            printf("%s%s", alike > 1 ? ", " : "", test_name(failures[i].test));
    }
    if (alike > MOST_NAMED)
        printf(", and %zu more", alike - MOST_NAMED);
    if (alike > 0)
        printf(")\n");
}

/* Print a failure in full, with the names of tests that failed in the same way. */
static void print_failure(const char *lab, size_t first, bool told[])
{
    const struct result *failure = &failures[first];

    printf("\n  %s%s%s\n", colour(BOLD), test_name(failure->test), colour(NORMAL));
    if (failure->verdict == NO_VERDICT)
        print_message("no verdict, no points lost or won: a harness error, not the lab's fault");
    print_message(failure->message);
    told[first] = true;
    print_alike(first, told);
    print_pointers(lab, failure);
}

/* Report stretch goals once the core is green, or if only they were asked for. */
static bool is_wanted(const struct result *failure, const struct score *score)
{
    return failure->verdict == NO_VERDICT || failure->test->milestone == CORE ||
           score->core.passed == score->core.tests;
}

static void print_failures(const char *lab, const struct score *score)
{
    bool told[MOST_RESULTS] = {false};
    size_t shown = 0, left = 0;

    for (size_t i = 0; i < failure_count; i++) {
        if (told[i] || !is_wanted(&failures[i], score))
            continue;
        if (shown < MOST_SHOWN) {
            print_failure(lab, i, told);
            shown++;
        } else {
            if (left++ == 0)
                printf("\n  and, each shown by make test LAB=%s T=its_name:\n", lab);
            printf("    %s\n", test_name(failures[i].test));
        }
    }
    for (size_t i = 0; i < failure_count; i++)
        if (told[i] && strstr(failures[i].message, ROWS)) {
            printf("\n  %sIn the rows: . waiting for the first byte, # receiving the body, x the program "
                   "closed the connection.%s\n",
                   colour(DIM), colour(NORMAL));
            break;
        }
    if (failure_count > 0)
        printf("\n");
}

/* The score has a harness error. */
static const char *first_shown(const struct score *score)
{
    size_t i = 0;

    while (i + 1 < failure_count && !is_wanted(&failures[i], score))
        i++;
    return test_name(failures[i].test);
}

/* A test that the last changes broke is easier to fix by looking at those changes. */
static void print_broken(const struct score *score)
{
    size_t broken = 0;

    for (size_t i = 0; i < failure_count; i++) {
        if (!failures[i].was_green || !is_wanted(&failures[i], score))
            continue;
        if (broken == 0)
            printf("  %sgreen before, and red now:%s", colour(BOLD), colour(NORMAL));
        if (++broken <= MOST_NAMED)
            printf("%s\n    %s", broken > 1 ? "," : "", test_name(failures[i].test));
    }
    if (broken > MOST_NAMED)
        printf(", and %zu more", broken - MOST_NAMED);
    if (broken > 0)
        printf("\n");
}

static void end(const char *lab, const struct score *score, unsigned long seed)
{
    const struct tally *core = &score->core, *stretch = &score->stretch;
    bool full = core->passed == core->tests;

    end_waiting();
    print_failures(lab, score);
    if (score->stopped) {
        printf("%s: stopped before all tests were done\n", lab);
        fflush(stdout);
        return;
    }
    print_broken(score);
    if (!score->unbuilt && (!full || stretch->passed < stretch->tests))
        printf("  %sthe same run again: make test LAB=%s T=%s SEED=%lu%s\n", colour(DIM), lab,
               first_shown(score), seed, colour(NORMAL));
    printf("%s%s: %u of %u points, %zu of %s%s",
           colour(!full                     ? RED
                  : unjudged_of(score) == 0 ? GREEN
                                            : YELLOW),
           lab, core->points, core->most_points, core->passed, counted(core->tests, "tests"), colour(NORMAL));
    if (stretch->tests > 0)
        printf("; stretch: %u of %u points", stretch->points, stretch->most_points);
    printf("%s\n", incomplete_in_words(score));
    fflush(stdout);
}

const struct format text_format = {
    .name = "text", .begin = begin, .wait = wait_for, .tell = tell, .end = end};
