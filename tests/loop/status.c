/*
 * status.c - print how far all labs are, and what to do next.
 */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "../harness/base/colour.h"
#include "loop.h"

#define BAR_WIDE  20
#define MOST_LABS 32

static void print_bar(struct sum sum)
{
    setlocale(LC_CTYPE, "");
    bool blocks = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    unsigned full = sum.most_points > 0 ? BAR_WIDE * sum.points / sum.most_points : 0;

    printf("%s", colour(full == BAR_WIDE ? GREEN : full > 0 ? YELLOW : DIM));
    for (unsigned i = 0; i < BAR_WIDE; i++)
        fputs(i < full ? (blocks ? "█" : "#") : (blocks ? "░" : "."), stdout);
    printf("%s", colour(NORMAL));
}

/* A file may come from elsewhere, so its name comes last and the columns stay aligned. */
static void print_row(const struct lab *lab)
{
    struct sum core = lab_sum(lab, false), stretch = lab_sum(lab, true);

    printf("%-12s ", lab->name);
    if (lab->results.count == 0) {
        printf("%s\n", lab->standing == MISSING      ? "its file is missing"
                       : lab->standing == CHANGED    ? "did not compile; changed since"
                       : lab->standing == UNCOMPILED ? "does not compile"
                                                     : "not tested yet");
        return;
    }
    print_bar(core);
    printf(" %3u/%u points %2zu/%zu tests", core.points, core.most_points, core.passed, core.tests);
    if (stretch.tests > 0)
        printf(", stretch %2u/%u", stretch.points, stretch.most_points);
    if (core.unjudged + stretch.unjudged > 0)
        printf(", %s%zu without a verdict%s", colour(YELLOW), core.unjudged + stretch.unjudged,
               colour(NORMAL));
    if (lab->standing == MISSING)
        printf("  %sbut its file is missing%s", colour(YELLOW), colour(NORMAL));
    else if (*lab->changed)
        printf("  %s%s has changed since%s", colour(YELLOW), lab->changed, colour(NORMAL));
    printf("\n");
}

/* The first unfinished lab from index `from` on, in a circle; NULL if all are finished. */
static const struct lab *next_unfinished(const struct lab labs[], size_t count, size_t from)
{
    for (size_t i = 0; i < count; i++) {
        const struct lab *lab = &labs[(from + i) % count];
        if (lab->standing != COMPLETE)
            return lab;
    }
    return NULL;
}

static size_t place_of(const char *name, const struct lab labs[], size_t count)
{
    size_t place = 0;

    while (place < count && strcmp(labs[place].name, name) != 0)
        place++;
    return place;
}

static void print_next(const struct lab *lab, bool just_tested)
{
    const struct remembered_test *red = results_first_red(&lab->results);
    const struct remembered_test *telling = lab_first_telling(lab);

    printf("%sNext:%s ", colour(BOLD), colour(NORMAL));
    if (lab->standing == INCOMPLETE && telling)
        printf("make test LAB=%s T=%s  (%s%s%s; other tests may fail because of it)\n", lab->name,
               telling->name, cause_in_words(telling->cause), *telling->place ? ": " : "", telling->place);
    else if (lab->standing == INCOMPLETE && *red->place)
        printf("look at %s  (%s); make hint LAB=%s helps\n", red->place, cause_in_words(red->cause),
               lab->name);
    else if (lab->standing == INCOMPLETE)
        printf("make hint LAB=%s  (%s)\n", lab->name, red->sentence);
    else if (lab->standing == MISSING)
        printf("make reset LAB=%s restores the skeleton\n", lab->name);
    else if (lab->standing == UNCOMPILED && just_tested)
        printf("fix the compiler's first error; make hint LAB=%s helps\n", lab->name);
    else if (lab->standing == UNCOMPILED)
        printf("make test LAB=%s shows the compiler's errors\n", lab->name);
    else if (lab->standing == CHANGED)
        printf("make test LAB=%s, since %s has changed\n", lab->name, lab->changed);
    else
        printf("read labs/%s/README.md, then: make test LAB=%s\n", lab->name, lab->name);
}

static void print_stretch(const struct lab *lab)
{
    const struct remembered_test *red = results_first_red(&lab->results);

    if (lab->standing == COMPLETE && red)
        printf("A stretch goal is left in %s: make hint LAB=%s  (%s)\n", lab->name, lab->name, red->sentence);
}

static void print_all_green(void)
{
    printf("%sNext:%s make report measures what you wrote (all labs are green)\n", colour(BOLD),
           colour(NORMAL));
}

/* What the lab's page of answers says below its first heading. */
static void print_achieved(const char *name)
{
    char path[128], line[256];
    bool inside = false;

    snprintf(path, sizeof path, "labs/%s/answers.md", name);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file)) {
        if (inside && *line == '\n')
            break;
        if (inside)
            fputs(line, stdout);
        inside = inside || strncmp(line, "## What you have built", 22) == 0;
    }
    if (!file)
        return;
    fclose(file);
    printf("make explain LAB=%s says why it works, and answers the questions of the handout.\n", name);
}

static size_t load_all(struct lab labs[MOST_LABS], char *const names[], size_t count)
{
    size_t loaded = 0;

    for (; loaded < count && loaded < MOST_LABS; loaded++)
        lab_load(&labs[loaded], names[loaded]);
    return loaded;
}

int status(char *const names[], size_t count)
{
    static struct lab labs[MOST_LABS];
    bool all_green = true;

    count = load_all(labs, names, count);
    for (size_t i = 0; i < count; i++) {
        print_row(&labs[i]);
        all_green = all_green && labs[i].standing == COMPLETE;
    }
    if (!all_green) {
        print_next(next_unfinished(labs, count, 0), false);
        return 0;
    }
    print_all_green();
    for (size_t i = 0; i < count; i++)
        print_stretch(&labs[i]);
    return 0;
}

int next(const char *name, char *const names[], size_t count)
{
    static struct lab labs[MOST_LABS];
    struct lab lab;

    lab_load(&lab, name);
    if (lab.standing != COMPLETE) {
        print_next(&lab, true);
        return 0;
    }
    print_achieved(name);
    count = load_all(labs, names, count);
    const struct lab *unfinished = next_unfinished(labs, count, place_of(name, labs, count));
    if (unfinished)
        print_next(unfinished, false);
    else
        print_all_green();
    print_stretch(&lab);
    return 0;
}
