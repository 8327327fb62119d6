/*
 * lab.c - how far a lab is, according to the remembered results of its last test.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop.h"

static bool is_newer(const char *path, const struct stat *than)
{
    struct stat file;

    return stat(path, &file) == 0 &&
           (file.st_mtim.tv_sec > than->st_mtim.tv_sec ||
            (file.st_mtim.tv_sec == than->st_mtim.tv_sec && file.st_mtim.tv_nsec > than->st_mtim.tv_nsec));
}

/* A file saved during the tests is newer than the tested program. */
static void find_changed(struct lab *lab, const char *results, const char *source)
{
    char suite[128], program[128];
    struct stat tested, built;

    snprintf(suite, sizeof suite, "tests/%s_test.c", lab->name);
    snprintf(program, sizeof program, "build/labs/%s/%s", lab->name, lab->name);
    if (stat(results, &tested) != 0)
        return;
    if (is_newer(source, &tested) ||
        (lab->results.compiles && stat(program, &built) == 0 && is_newer(source, &built)))
        snprintf(lab->changed, sizeof lab->changed, "%s", source);
    else if (is_newer(suite, &tested))
        snprintf(lab->changed, sizeof lab->changed, "%s", suite);
}

struct sum lab_sum(const struct lab *lab, bool stretch)
{
    struct sum sum = {0};

    for (size_t i = 0; i < lab->results.count; i++) {
        const struct remembered_test *test = &lab->results.tests[i];
        if (test->stretch != stretch)
            continue;
        if (test->unjudged) {
            sum.unjudged++;
            continue;
        }
        sum.tests++;
        sum.most_points += test->points;
        sum.passed += test->passed;
        sum.points += test->passed ? test->points : 0;
    }
    return sum;
}

void lab_load(struct lab *lab, const char *name)
{
    char results[128], source[128];

    *lab = (struct lab){.name = name};
    snprintf(results, sizeof results, "build/results/%s", name);
    snprintf(source, sizeof source, "labs/%s/%s.c", name, name);
    int remembered = results_load(&lab->results, results);
    if (access(source, F_OK) != 0) {
        lab->standing = MISSING;
        return;
    }
    if (remembered != 0)
        return;
    find_changed(lab, results, source);
    if (!lab->results.compiles)
        lab->standing = UNCOMPILED;
    else
        lab->standing = lab_sum(lab, false).passed == lab_sum(lab, false).tests ? COMPLETE : INCOMPLETE;
    if (*lab->changed)
        lab->standing = CHANGED;
}

bool lab_is_complete(const char *name)
{
    struct lab lab;

    lab_load(&lab, name);
    return lab.standing == COMPLETE;
}

const struct remembered_test *lab_first_telling(const struct lab *lab)
{
    const struct remembered_test *red = results_first_red(&lab->results);

    if (!red || *red->place ||
        (red->cause != NO_CAUSE && red->cause != NO_REQUEST && red->cause != RETURN_VALUE &&
         red->cause != CRASH))
        return NULL;
    for (size_t i = 0; i < lab->results.count; i++) {
        const struct remembered_test *test = &lab->results.tests[i];
        bool tells = red->cause == CRASH
                         ? *test->place && test->cause != LEAK
                         : test->cause == REPORT || test->cause == NOT_WAITED || test->cause == CRASH;
        if (!test->passed && !test->stretch && tells)
            return test;
    }
    return NULL;
}
