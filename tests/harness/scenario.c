/*
 * scenario.c - what a scenario has in store.
 */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words.h"

/* labs/kit/README.md states these limits, and the messages of watch.c say them. */
#define THREADS      64   /* and processes, of all */
#define THREADS_EACH 2    /* for each image and each worker */
#define MOST_THREADS 1000 /* however many these are */

/* Mebibytes: for all that is done, and for each image and each worker, which may be a process. It takes one
 * or two; with a sanitizer 13, and twice that where leaks are looked for, by a process that shares its
 * memory. */
#define MEMORY            256
#define MEMORY_EACH       4
#define SANITIZERS_MEMORY 512
#define SANITIZED_EACH    18

bool scenario_blocks(const struct scenario *scenario, size_t image)
{
    for (size_t i = 0; i < sizeof scenario->unsavable / sizeof scenario->unsavable[0]; i++)
        if (scenario->unsavable[i] == image)
            return true;
    return false;
}

bool scenario_spoils(const struct scenario *scenario, size_t image)
{
    size_t most = sizeof scenario->faults / sizeof scenario->faults[0];

    for (size_t i = 0; i < most && scenario->faults[i].kind; i++)
        if (scenario->faults[i].image == image)
            return true;
    return scenario->refused == image || scenario_blocks(scenario, image);
}

/* Of images in a row that fail alike one word. Returns how many they are. */
static size_t write_faults(FILE *out, const struct scenario *scenario, size_t first, const char *separator)
{
    const struct fault *faults = &scenario->faults[first];
    size_t most = sizeof scenario->faults / sizeof scenario->faults[0] - first, count = 1;

    while (count < most && faults[count].kind && strcmp(faults[count].kind, faults[0].kind) == 0 &&
           faults[count].image == faults[0].image + count)
        count++;
    if (count > 1)
        fprintf(out, "%simages %zu to %zu: %s", separator, faults[0].image, faults[count - 1].image,
                faults[0].kind);
    else
        fprintf(out, "%simage %zu: %s", separator, faults[0].image, faults[0].kind);
    return count;
}

const char *scenario_in_words(const struct scenario *scenario, const char *separator)
{
    static const char *const builds[] = {
        [PLAIN] = "",
        [ADDRESS] = " (with AddressSanitizer)",
        [THREAD] = " (with ThreadSanitizer)",
        [PERTURBED] = " (perturbed: with a pause before each write to what may be shared)",
    };
    size_t most = sizeof scenario->faults / sizeof scenario->faults[0], size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        abort();
    fprintf(out, "%s with %s", counted(scenario->images, "images"), counted(scenario->workers, "workers"));
    if (scenario->cycles > 1)
        fprintf(out, ", %s", counted(scenario->cycles, "cycles"));
    fprintf(out, "%s", builds[scenario->build]);
    for (size_t i = 0; i < most && scenario->faults[i].kind;)
        i += write_faults(out, scenario, i, separator);
    if (scenario->refused)
        fprintf(out, "%simage %zu: the connection is refused", separator, scenario->refused);
    for (size_t i = 0; i < sizeof scenario->unsavable / sizeof scenario->unsavable[0]; i++)
        if (scenario->unsavable[i])
            fprintf(out, "%simage %zu: cannot be saved", separator, scenario->unsavable[i]);
    fclose(out);
    return text;
}

size_t scenario_most_threads(const struct scenario *scenario)
{
    size_t enough = THREADS + THREADS_EACH * (scenario->images + scenario->workers);

    return enough < MOST_THREADS ? enough : MOST_THREADS;
}

bool build_is_sanitized(enum build build)
{
    return build == ADDRESS || build == THREAD;
}

unsigned long long scenario_most_memory(const struct scenario *scenario)
{
    bool sanitized = build_is_sanitized(scenario->build);
    unsigned long long all = sanitized ? SANITIZERS_MEMORY : MEMORY;
    unsigned long long each = sanitized ? SANITIZED_EACH : MEMORY_EACH;

    return (all + each * (scenario->images + scenario->workers)) << 20;
}
