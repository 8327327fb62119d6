/*
 * rest.c - measure how long threads sleep at a time.
 */
#include "rest.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/clock.h"
#include "../base/descendants.h"
#include "../base/failure.h"

#define OFTEN 100 /* sleeps, enough for a meaningful mean */

static unsigned long long count_sleeps(pid_t pid, pid_t thread)
{
    char path[64], line[256];
    unsigned long long sleeps = 0;

    snprintf(path, sizeof path, "/proc/%d/task/%d/status", pid, thread);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        sscanf(line, "voluntary_ctxt_switches: %llu", &sleeps);
    if (file)
        fclose(file);
    return sleeps;
}

/* A kernel without these numbers counts as asleep all the time. */
static double time_awake(pid_t pid, pid_t thread)
{
    char path[64];
    unsigned long long ran = 0, waited = 0;

    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", pid, thread);
    FILE *file = fopen(path, "re");
    if (file && fscanf(file, "%llu %llu", &ran, &waited) != 2)
        ran = waited = 0;
    if (file)
        fclose(file);
    return (double)(ran + waited) / 1e9;
}

static void add_threads(struct rests *rests, pid_t pid)
{
    char path[64];
    struct dirent *entry;

    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory))) {
        pid_t thread = atoi(entry->d_name);
        if (thread <= 0)
            continue;
        struct rest *rows = reallocarray(rests->rows, rests->count + 1, sizeof *rows);
        if (!rows)
            harness_failure("no memory");
        rests->rows = rows;
        rows[rests->count++] = (struct rest){thread, count_sleeps(pid, thread), time_awake(pid, thread)};
    }
    if (directory)
        closedir(directory);
}

struct rests rests_take(pid_t server)
{
    struct rests rests = {.time = monotonic_seconds()};
    struct process_table table = descendants_read(server);

    for (size_t i = 0; i < table.count; i++)
        if (process_counts(&table.rows[i]) && table.rows[i].state != 'Z')
            add_threads(&rests, table.rows[i].pid);
    free(table.rows);
    return rests;
}

double rests_shortest(const struct rests *before, const struct rests *after)
{
    double shortest = 0, elapsed = after->time - before->time;

    for (size_t a = 0; a < after->count; a++)
        for (size_t b = 0; b < before->count; b++) {
            const struct rest *then = &before->rows[b], *now = &after->rows[a];
            if (now->thread != then->thread || now->sleeps < then->sleeps + OFTEN)
                continue;
            double asleep = elapsed - (now->awake - then->awake);
            double mean = asleep > 0 ? asleep / (double)(now->sleeps - then->sleeps) : 1e-9;
            if (shortest == 0 || mean < shortest)
                shortest = mean;
        }
    return shortest;
}
