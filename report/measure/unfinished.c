/*
 * unfinished.c - save each row at once, and find out whether an interrupted run can be resumed.
 */
#include "unfinished.h"

#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../records/paths.h"
#include "../system/files.h"

#define DIRECTORY DATA_UNFINISHED

static const char facts_path[] = DIRECTORY "/facts.csv";
static const char rows_path[] = DIRECTORY "/measurements.csv";

/* Everything that a measurement depends on, with its name for readers. */
static const struct {
    const char *fact, *title;
} must_match[] = {{"profile", "profile"},
                  {"seed", "seed"},
                  {"images", "profile"},
                  {"image_kib", "profile"},
                  {"latency_ms", "profile"},
                  {"cycles", "profile"},
                  {"reuse", "profile"},
                  {"work", "profile"},
                  {"programs", "programs"},
                  {"peers", "peers"},
                  {"processor", "machine"},
                  {"cores", "machine"},
                  {"memory", "machine"},
                  {"system", "system"},
                  {"kernel", "system"},
                  {"files", "directory for images"},
                  {"compiler", "compiler"},
                  {"libcurl", "libcurl"},
                  {"libmicrohttpd", "libmicrohttpd"}};

/* The name of a difference between the interrupted run and the new one, or NULL. */
static const char *difference(const struct facts *before, const struct facts *now)
{
    for (size_t i = 0; i < sizeof must_match / sizeof must_match[0]; i++) {
        const char *was = fact_text(before, must_match[i].fact), *is = fact_text(now, must_match[i].fact);
        if (!was || !is || strcmp(was, is) != 0)
            return must_match[i].title;
    }
    return NULL;
}

/* Read the rows of the interrupted run, if it can be resumed. */
static void take_over(struct facts *facts, size_t rows, struct measurements *measurements)
{
    static struct facts before;

    if (facts_load(&before, facts_path) == -1)
        return;
    const char *other = difference(&before, facts);
    if (other) {
        fprintf(stderr, "starting a new run: the interrupted run differs in its %s\n", other);
        return;
    }
    if (measurements_load(measurements, rows_path, CSV_KEEP) == -1 || measurements->count == 0) {
        measurements_free(measurements);
        return;
    }
    facts_set(facts, "goes", "%.0f", fact_number(&before, "goes") + 1);
    fprintf(stderr,
            "resuming the interrupted run: it has %zu of %zu measurements"
            " (FRESH=1 begins afresh)\n",
            measurements->count, rows);
}

int unfinished_begin(struct facts *facts, bool afresh, size_t rows, struct measurements *measurements)
{
    if (!afresh && access(rows_path, F_OK) == 0)
        take_over(facts, rows, measurements);
    if (!fact_text(facts, "goes"))
        facts_set(facts, "goes", "1");
    if (measurements->count == 0 && remove_tree(DIRECTORY) == -1)
        return -1;
    if (make_directories(DIRECTORY) == -1)
        return -1;
    return facts_save(facts, facts_path);
}

int unfinished_keep(const struct measurements *measurements)
{
    return measurements_save(measurements, rows_path);
}

static void course_path(const char *name, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, DIRECTORY "/course-%s.csv", name);
}

int unfinished_keep_course(const char *name, const struct measurements *measurements)
{
    char path[PATH_MAX];

    course_path(name, path);
    return measurements_save(measurements, path);
}

int unfinished_take_course(const char *name, struct measurements *measurements)
{
    char path[PATH_MAX];

    course_path(name, path);
    return access(path, F_OK) == 0 ? measurements_load(measurements, path, CSV_KEEP) : 0;
}

void unfinished_end(void)
{
    remove_tree(DIRECTORY);
}
