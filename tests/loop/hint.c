/*
 * hint.c - one hint at a time, each saying more than the one before.
 */
#include "../harness/hints.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../harness/colour.h"
#include "../harness/nearest.h"
#include "loop.h"

#define WIDE 78

/* What is remembered is one line: the test, and the number of the hint that was shown last. */
static void memory_path(char path[256], const char *lab)
{
    mkdir("build/hints", 0777);
    snprintf(path, 256, "build/hints/%s", lab);
}

static int recall(const char *lab, const char *test)
{
    char path[256], name[80] = "";
    int number = 0;

    memory_path(path, lab);
    FILE *file = fopen(path, "re");
    if (file && (fscanf(file, "%79s %d", name, &number) != 2 || strcmp(name, test) != 0))
        number = 0;
    if (file)
        fclose(file);
    return number;
}

static void note(const char *lab, const char *test, int number)
{
    char path[256];

    memory_path(path, lab);
    FILE *file = fopen(path, "we");
    if (file)
        fprintf(file, "%s %d\n", test, number);
    if (!file || fclose(file) != 0)
        fprintf(stderr, "cannot remember in %s which hint was shown: %s\n", path, strerror(errno));
}

/* Fill lines up to WIDE characters; a byte that only goes on with a character counts for nothing. */
static void print_filled(const char *text)
{
    size_t column = 0;

    while (*text) {
        size_t length = strcspn(text, " "), wide = 0;
        for (size_t i = 0; i < length; i++)
            wide += (text[i] & 0xc0) != 0x80;
        if (column > 0 && column + 1 + wide > WIDE) {
            printf("\n");
            column = 0;
        }
        printf("%s%.*s", column ? " " : "  ", (int)length, text);
        column += wide + (column ? 1 : 2);
        text += length + strspn(text + length, " ");
    }
    printf("\n");
}

static const struct remembered_test *find_test(const struct results *results, const char *name)
{
    for (size_t i = 0; i < results->count; i++)
        if (strcmp(results->tests[i].name, name) == 0)
            return &results->tests[i];
    return NULL;
}

/* The test that the hint is for; NULL after a line that says why there is none. */
static void say_no_such_test(const struct lab *lab, const char *name)
{
    struct nearest nearest = {.word = name};

    for (size_t i = 0; i < lab->results.count; i++)
        nearest_consider(&nearest, lab->results.tests[i].name);
    if (nearest_word(&nearest)) {
        fprintf(stderr, "%s has no test \"%s\". Did you mean %s?\n", lab->name, name, nearest_word(&nearest));
        return;
    }
    fprintf(stderr, "%s has no test \"%s\". Its tests:\n", lab->name, name);
    for (size_t i = 0; i < lab->results.count; i++)
        fprintf(stderr, "  %s\n", lab->results.tests[i].name);
}

static const struct remembered_test *choose(const struct lab *lab, const char *name)
{
    const struct remembered_test *test =
        *name ? find_test(&lab->results, name) : results_first_red(&lab->results);

    if (!test && *name) {
        say_no_such_test(lab, name);
    } else if (!test) {
        printf("Every test of %s passes, stretch goals too: there is nothing to hint at. make status says "
               "what next.\n",
               lab->name);
    }
    return test;
}

static void print_hint(const struct lab *lab, const struct remembered_test *test, const struct hints *hints,
                       int number)
{
    printf("%s%s%s%s%s\n", colour(BOLD), test->sentence, colour(PLAIN),
           test->stretch ? " (a stretch goal)" : "", test->passed ? " (it passes)" : "");
    printf("%shint %d of %d for %s; read with it labs/%s/README.md, %s%s\n\n", colour(DIM), number,
           HINTS_A_TEST, test->name, lab->name, hints->handout, colour(PLAIN));
    print_filled(hints->text[number - 1]);
    if (number < HINTS_A_TEST)
        printf("\n%sIf that is not enough, say it again: the next hint says more.%s\n", colour(DIM),
               colour(PLAIN));
    else
        printf("\n%sThat was the last. N=1 shows the first again.%s\n", colour(DIM), colour(PLAIN));
}

int hint(const char *name, const char *wanted_test, const char *wanted)
{
    struct lab lab;
    struct hints hints;
    int number = 0;

    if (*wanted && (wanted[1] != '\0' || *wanted < '1' || *wanted > '0' + HINTS_A_TEST)) {
        fprintf(stderr, "N is 1, 2 or %d, not \"%s\"\n", HINTS_A_TEST, wanted);
        return 1;
    }
    lab_load(&lab, name);
    const struct remembered_test *test = choose(&lab, wanted_test);
    if (!test)
        return *wanted_test ? 1 : 0;
    if (hints_load(&hints, name, test->name) != 0 || hints.count != HINTS_A_TEST) {
        fprintf(stderr, "labs/%s/hints.md has not %d hints for %s\n", name, HINTS_A_TEST, test->name);
        hints_free(&hints);
        return 1;
    }
    number = *wanted ? *wanted - '0' : recall(name, test->name) + 1;
    if (number > HINTS_A_TEST)
        number = HINTS_A_TEST;
    print_hint(&lab, test, &hints, number);
    note(name, test->name, number);
    hints_free(&hints);
    return 0;
}
