/*
 * results.c - write and read the verdicts of a suite's last complete run.
 */
#include "results.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int results_save(const struct results *results, const char *path)
{
    char draft[4096];

    snprintf(draft, sizeof draft, "%s.%d", path, getpid());
    FILE *file = fopen(draft, "we");
    for (size_t i = 0; file && i < results->count; i++) {
        const struct remembered_test *test = &results->tests[i];
        fprintf(file, "%s%s%s\t%s\t%u\t%s\t%s\t%zu/%zu\t%lu\t%s\t%s\n",
                test->passed       ? "passed"
                : test->unjudged   ? "unjudged"
                : test->was_passed ? "broken"
                                   : "failed",
                test->cause ? "/" : "", cause_name(test->cause), test->stretch ? "stretch" : "core",
                test->points, test->name, test->sentence, test->scenarios, test->failed_scenario, test->seed,
                test->subject, test->place);
    }
    if (!file || fclose(file) != 0 || rename(draft, path) != 0) {
        fprintf(stderr, "cannot remember the results in %s: %s\n", path, strerror(errno));
        unlink(draft);
        return -1;
    }
    return 0;
}

int results_load(struct results *results, const char *path)
{
    char line[512], verdict[32], milestone[8];
    FILE *file = fopen(path, "re");

    *results = (struct results){.compiles = true};
    if (!file)
        return -1;
    while (results->count < MAX_TESTS && fgets(line, sizeof line, file)) {
        struct remembered_test *test = &results->tests[results->count];
        if (strncmp(line, "does not compile", 16) == 0)
            results->compiles = false;
        if (sscanf(line, "%31s\t%7s\t%u\t%79[^\t]\t%119[^\t\n]\t%zu/%zu\t%lu\t%79[^\t\n]\t%119[^\t\n]",
                   verdict, milestone, &test->points, test->name, test->sentence, &test->scenarios,
                   &test->failed_scenario, &test->seed, test->subject, test->place) < 5)
            continue;
        if (!*test->subject)
            memcpy(test->subject, test->name, sizeof test->subject);
        const char *cause = strchr(verdict, '/');
        test->passed = strncmp(verdict, "passed", 6) == 0;
        test->unjudged = strncmp(verdict, "unjudged", 8) == 0;
        test->was_passed = strncmp(verdict, "broken", 6) == 0;
        test->cause = cause_find(cause ? cause + 1 : "");
        test->stretch = strcmp(milestone, "stretch") == 0;
        results->count++;
    }
    fclose(file);
    return results->count > 0 || !results->compiles ? 0 : -1;
}

int results_load_last(struct results *results, const char *path)
{
    char before[4096];

    if (results_load(results, path) == 0 && results->compiles)
        return 0;
    snprintf(before, sizeof before, "%s.before", path);
    return results_load(results, before);
}

const struct remembered_test *results_find(const struct results *results, const char *name)
{
    for (size_t i = 0; i < results->count; i++)
        if (strcmp(results->tests[i].name, name) == 0)
            return &results->tests[i];
    return NULL;
}

const struct remembered_test *results_first_red(const struct results *results)
{
    for (int stretch = 0; stretch < 2; stretch++)
        for (size_t i = 0; i < results->count; i++)
            if (!results->tests[i].passed && !results->tests[i].unjudged &&
                results->tests[i].stretch == stretch)
                return &results->tests[i];
    return NULL;
}
