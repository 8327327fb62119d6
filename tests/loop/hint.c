/*
 * hint.c - show one hint at a time, each more explicit than the one before.
 */
#include "../harness/suite/hints.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../harness/base/colour.h"
#include "../harness/base/nearest.h"
#include "loop.h"

#define WIDE 78

/* The remembered line: what the hint was for, and the number of the last hint shown. */
static void memory_path(char path[256], const char *lab)
{
    mkdir("build/hints", 0777);
    snprintf(path, 256, "build/hints/%s", lab);
}

static int recall(const char *lab, const char *key)
{
    char path[256], name[128] = "";
    int number = 0;

    memory_path(path, lab);
    FILE *file = fopen(path, "re");
    if (file && (fscanf(file, "%127s %d", name, &number) != 2 || strcmp(name, key) != 0))
        number = 0;
    if (file)
        fclose(file);
    return number;
}

static void note(const char *lab, const char *key, int number)
{
    char path[256];

    memory_path(path, lab);
    FILE *file = fopen(path, "we");
    if (file)
        fprintf(file, "%s %d\n", key, number);
    if (!file || fclose(file) != 0)
        fprintf(stderr, "cannot remember in %s which hint was shown: %s\n", path, strerror(errno));
}

/* Fill lines up to WIDE characters. A byte that continues a UTF-8 character does not count. */
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

/* The test with this name, which may be abbreviated; NULL after a line on standard error. */
static const struct remembered_test *find_test(const struct lab *lab, const char *word)
{
    struct test_title titles[MAX_TESTS];

    for (size_t i = 0; i < lab->results.count; i++)
        titles[i] = (struct test_title){lab->results.tests[i].name, lab->results.tests[i].sentence};
    const char *name = name_of_test(lab->name, word, titles, lab->results.count);
    return name ? results_find(&lab->results, name) : NULL;
}

/* The test that the hint is for; NULL after a line that says why there is none. */
static const struct remembered_test *choose(const struct lab *lab, const char *name)
{
    const struct remembered_test *test = *name ? find_test(lab, name) : lab_first_telling(lab);

    if (!test && !*name)
        test = results_first_red(&lab->results);

    if (!test && !*name)
        printf("Every test of %s passes, also the stretch goals, so no hint is needed. make status shows "
               "what next.\n",
               lab->name);
    return test;
}

/* The available hints: first for the cause, if one is known, then for the test. */
struct advice {
    const struct lab *lab;
    const struct remembered_test *test; /* NULL if the lab does not compile */
    enum cause cause;
    struct hints of_cause, of_test;
    char key[128]; /* key for remembering the number */
};

/* Report a missing hint. */
static int load_hints(struct hints *hints, const char *lab, const char *section)
{
    if (hints_load(hints, lab, section) == 0 && hints->count == HINTS_A_TEST)
        return 0;
    fprintf(stderr, "labs/%s/hints.md lacks some of the %d hints for %s\n", lab, HINTS_A_TEST, section);
    return -1;
}

static int gather(struct advice *advice)
{
    const struct remembered_test *test = advice->test;

    advice->cause = !test ? NO_COMPILE : test->passed ? NO_CAUSE : test->cause;
    snprintf(advice->key, sizeof advice->key, "%s/%s", test ? test->name : "", cause_name(advice->cause));
    if (advice->cause != NO_CAUSE && load_hints(&advice->of_cause, "kit", cause_name(advice->cause)) != 0)
        return -1;
    return test ? load_hints(&advice->of_test, advice->lab->name, test->subject) : 0;
}

static void print_subject(const struct advice *advice)
{
    const struct remembered_test *test = advice->test;

    if (test)
        printf("%s%s%s%s%s\n", colour(BOLD), test->sentence, colour(NORMAL),
               test->stretch ? " (a stretch goal)" : "",
               test->passed     ? " (it passes)"
               : test->unjudged ? " (it has no verdict)"
                                : "");
    else
        printf("%slabs/%s/%s.c does not compile%s\n", colour(BOLD), advice->lab->name, advice->lab->name,
               colour(NORMAL));
}

/* Is another test about what went wrong? */
static bool is_elsewhere(const struct advice *advice)
{
    return advice->test && strcmp(advice->test->subject, advice->test->name) != 0;
}

static void print_hint(const struct advice *advice, int number)
{
    int most = advice->of_cause.count + advice->of_test.count;
    bool about_cause = number <= advice->of_cause.count;

    print_subject(advice);
    printf("%shint %d of %d%s%s", colour(DIM), number, most, advice->test ? " for " : "",
           advice->test ? advice->test->name : "");
    if (about_cause)
        printf("%s%s", advice->test ? "; first for its cause: " : ": ", cause_in_words(advice->cause));
    else
        printf("%s%s; read with it labs/%s/README.md, %s",
               is_elsewhere(advice) ? "; it failed for what is tested by " : "",
               is_elsewhere(advice) ? advice->test->subject : "", advice->lab->name, advice->of_test.handout);
    printf("%s\n\n", colour(NORMAL));
    print_filled(about_cause ? advice->of_cause.text[number - 1]
                             : advice->of_test.text[number - 1 - advice->of_cause.count]);
    if (number < most)
        printf("\n%sIf you need more help, repeat the command: the next hint says more.%s\n", colour(DIM),
               colour(NORMAL));
    else
        printf("\n%sThis was the last hint. N=1 shows the first one again.%s\n", colour(DIM), colour(NORMAL));
}

/* The wanted number, or the one after the last hint shown; 0 after a line if there is no such hint. */
static int choose_number(const struct advice *advice, const char *wanted)
{
    int most = advice->of_cause.count + advice->of_test.count;
    int number = recall(advice->lab->name, advice->key) + 1;

    if (!*wanted)
        return number < most ? number : most;
    if (wanted[1] == '\0' && *wanted >= '1' && *wanted <= '0' + most)
        return *wanted - '0';
    fprintf(stderr, "N: expected a number from 1 to %d, got \"%s\"\n", most, wanted);
    return 0;
}

int hint(const char *name, const char *wanted_test, const char *wanted)
{
    struct lab lab;
    struct advice advice = {.lab = &lab};
    int number = 0;

    lab_load(&lab, name);
    if (lab.results.compiles && !(advice.test = choose(&lab, wanted_test)))
        return *wanted_test ? 1 : 0;
    if (gather(&advice) == 0)
        number = choose_number(&advice, wanted);
    if (number > 0) {
        print_hint(&advice, number);
        note(name, advice.key, number);
    }
    hints_free(&advice.of_cause);
    hints_free(&advice.of_test);
    return number > 0 ? 0 : 1;
}
