/*
 * format_text.c - a grade for people, the score in the last line; and for Autolab, which wants one more line.
 *
 * First a line for each test, as it is known. Then what went wrong in the first of them, in full: whoever
 * reads a dozen reports at once reads none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "colour.h"
#include "format.h"
#include "hints.h"

#define MOST_SHOWN   3 /* tests whose failure is shown in full */
#define MOST_NAMED   3 /* tests named of those that were green before */
#define MOST_RESULTS 64

static struct result failures[MOST_RESULTS];
static size_t failure_count;
static bool stretch_begun;

static void begin(const char *lab, size_t tests)
{
    (void)tests;
    printf("%s%s%s\n", colour(BOLD), lab, colour(PLAIN));
    fflush(stdout);
}

static void tell(const struct result *result)
{
    bool stretch = result->test->milestone == STRETCH, passed = result->verdict == PASSED;

    if (stretch && !stretch_begun)
        printf("stretch goals:\n");
    stretch_begun = stretch;
    printf("%s%s%s %-69s %2u/%u\n",
           colour(passed    ? GREEN
                  : stretch ? YELLOW
                            : RED),
           passed ? "pass" : "FAIL", colour(PLAIN), result->test->sentence, points_of(result),
           result->test->points);
    fflush(stdout);
    if (!passed && failure_count < MOST_RESULTS)
        failures[failure_count++] = *result;
}

/* "due:" and "seen:" stand out. */
static void print_message(const char *message)
{
    while (*message) {
        size_t length = strcspn(message, "\n"), word = 0;
        const char *code = PLAIN;
        if (strncmp(message, "due:", 4) == 0)
            word = 4, code = GREEN;
        else if (strncmp(message, "seen:", 5) == 0)
            word = 5, code = RED;
        printf("    %s%.*s%s%.*s\n", word ? colour(code) : "", (int)word, message, word ? colour(PLAIN) : "",
               (int)(length - word), message + word);
        message += length + (message[length] == '\n');
    }
}

/* Where to read, and what to do. */
static void print_pointers(const char *lab, const struct graded_test *test)
{
    struct hints hints;

    if (hints_load(&hints, lab, test_name(test)) == 0)
        printf("    %sread: labs/%s/README.md, %s\n    hint: make hint LAB=%s T=%s%s\n", colour(DIM), lab,
               hints.handout, lab, test_name(test), colour(PLAIN));
    hints_free(&hints);
}

/* A failure in full, with the names of those that failed with the very same words. */
static void print_failure(const char *lab, size_t first, bool told[])
{
    size_t others = 0;

    printf("\n  %s%s%s%s\n", colour(BOLD), test_name(failures[first].test), colour(PLAIN),
           failures[first].was_green ? "  (it was green before)" : "");
    print_message(failures[first].message);
    for (size_t i = first; i < failure_count; i++)
        if (!told[i] && strcmp(failures[i].message, failures[first].message) == 0) {
            told[i] = true;
            others += i != first;
        }
    if (others > 0)
        printf("    (and the same for %zu more)\n", others);
    print_pointers(lab, failures[first].test);
}

/* Stretch goals are spoken of once the core is green, or where they alone were asked for. */
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
    if (failure_count > 0)
        printf("\n");
}

/* What worked before the last changes is more easily mended by looking at these than at the test. */
static void print_broken(void)
{
    size_t broken = 0;

    for (size_t i = 0; i < failure_count; i++) {
        if (!failures[i].was_green)
            continue;
        if (broken == 0)
            printf("  %sgreen before, and red now:%s", colour(BOLD), colour(PLAIN));
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

    print_failures(lab, score);
    if (score->stopped) {
        printf("%s: stopped before all tests were done\n", lab);
        fflush(stdout);
        return;
    }
    print_broken();
    if (!full || stretch->passed < stretch->tests)
        printf("  %sto draw the same again: SEED=%lu%s\n", colour(DIM), seed, colour(PLAIN));
    printf("%s%s: %u of %u points, %zu of %zu tests%s", colour(full ? GREEN : RED), lab, core->points,
           core->most_points, core->passed, core->tests, colour(PLAIN));
    if (stretch->tests > 0)
        printf("; stretch: %u of %u points", stretch->points, stretch->most_points);
    printf("\n");
    fflush(stdout);
}

const struct format text_format = {.name = "text", .begin = begin, .tell = tell, .end = end};

/* The last line is what Autolab's autograder reads: https://docs.autolabproject.com/lab. */
static void end_for_autolab(const char *lab, const struct score *score, unsigned long seed)
{
    end(lab, score, seed);
    if (score->stopped)
        return;
    printf("{\"scores\": {\"%s\": %u}}\n", lab, score->core.points + score->stretch.points);
    fflush(stdout);
}

const struct format autolab_format = {
    .name = "autolab", .begin = begin, .tell = tell, .end = end_for_autolab};
