/*
 * scenario.c - properties of a scenario.
 */
#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/plural.h"
#include "../verdict/grading.h"

/* labs/kit/README.md states these limits, and messages of monitor.c quote them. */
#define THREADS      64  /* threads and processes in all */
#define THREADS_EACH 2   /* for each image and each worker */
#define MOST_THREADS 400 /* cap: each test can lose this many to a fork bomb */

/* Memory limit in MiB: a base, plus a share for each image and each worker, which may be a process. A process
 * takes one or two; 13 with a sanitizer, and twice that during a leak check, which runs in a process that
 * shares its memory. */
#define MEMORY            256
#define MEMORY_EACH       4
#define SANITIZERS_MEMORY 512
#define SANITIZED_EACH    18
#define MOST_IMAGES       1000 /* most images that count */

const char *scenario_fault(const struct scenario *scenario, size_t image)
{
    for (size_t i = 0; i < MAX_FAULTS && scenario->faults[i].kind; i++) {
        const struct fault *fault = &scenario->faults[i];
        if (image == fault->image || (image > fault->image && image <= fault->last))
            return fault->kind;
    }
    return NULL;
}

bool scenario_has(const struct scenario *scenario, size_t image, const char *kind)
{
    const char *fault = scenario_fault(scenario, image);

    return fault && strcmp(fault, kind) == 0;
}

bool scenario_spoils(const struct scenario *scenario, size_t image)
{
    const char *fault = scenario_fault(scenario, image);

    return fault && strcmp(fault, "chunked") != 0 && strncmp(fault, "redirect", 8) != 0;
}

bool scenario_blocks(const struct scenario *scenario, size_t image)
{
    return scenario_has(scenario, image, UNSAVABLE) || scenario_has(scenario, image, UNNAMABLE);
}

size_t scenario_reachable(const struct scenario *scenario)
{
    size_t reachable = 0;

    for (size_t i = 1; i <= scenario->images; i++)
        reachable += !scenario_has(scenario, i, CONNECTION_REFUSED) && !scenario_has(scenario, i, UNSAVABLE);
    return reachable;
}

size_t scenario_gate(const struct scenario *scenario)
{
    size_t reachable = scenario_reachable(scenario);

    size_t workers = grading.suite->one_at_a_time ? 1 : scenario->workers;

    return reachable < workers ? reachable : workers;
}

static const char *fault_in_words(const char *kind)
{
    return strcmp(kind, CONNECTION_REFUSED) == 0 ? "the connection is refused"
           : strcmp(kind, UNSAVABLE) == 0        ? "cannot be saved"
           : strcmp(kind, UNNAMABLE) == 0        ? "a directory has its name"
                                                 : kind;
}

/* One word for consecutive images with the same fault. Returns the number of faults. */
static size_t write_faults(FILE *out, const struct scenario *scenario, size_t first, const char *separator)
{
    const struct fault *faults = &scenario->faults[first];
    size_t count = 0, last = faults[0].image;

    do {
        last = faults[count].last > faults[count].image ? faults[count].last : faults[count].image;
        count++;
    } while (first + count < MAX_FAULTS && faults[count].kind &&
             strcmp(faults[count].kind, faults[0].kind) == 0 && faults[count].image == last + 1);
    if (last > faults[0].image)
        fprintf(out, "%simages %zu to %zu: %s", separator, faults[0].image, last,
                fault_in_words(faults[0].kind));
    else
        fprintf(out, "%simage %zu: %s", separator, last, fault_in_words(faults[0].kind));
    return count;
}

const char *scenario_in_words(const struct scenario *scenario, const char *separator)
{
    static const char *const builds[] = {
        [PLAIN] = "",
        [ADDRESS] = " (with AddressSanitizer)",
        [PERTURBED] = " (perturbed: with a pause before each write to what may be shared)",
    };
    size_t size;
    char *text = NULL;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        abort();
    fprintf(out, "%s with %s", counted(scenario->images, "images"), counted(scenario->workers, "workers"));
    if (scenario->cycles > 1)
        fprintf(out, ", %s", counted(scenario->cycles, "cycles"));
    fprintf(out, "%s", builds[scenario->build]);
    for (size_t i = 0; i < MAX_FAULTS && scenario->faults[i].kind;)
        i += write_faults(out, scenario, i, separator);
    if (scenario->image_bytes)
        fprintf(out, "%simages of %s bytes", separator, scenario->image_bytes);
    if (scenario->path_bytes)
        fprintf(out, "%spaths of about %zu bytes", separator, scenario->path_bytes);
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
    return build == ADDRESS;
}

unsigned long long scenario_most_memory(const struct scenario *scenario)
{
    bool sanitized = build_is_sanitized(scenario->build);
    unsigned long long all = sanitized ? SANITIZERS_MEMORY : MEMORY;
    unsigned long long each = sanitized ? SANITIZED_EACH : MEMORY_EACH;
    size_t images = scenario->images < MOST_IMAGES ? scenario->images : MOST_IMAGES;

    return (all + each * (images + scenario->workers)) << 20;
}
