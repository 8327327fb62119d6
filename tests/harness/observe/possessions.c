/*
 * possessions.c - list what a process has from the system, as /proc shows it.
 */
#include "possessions.h"

#include <dirent.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DESCRIPTOR "descriptor " /* how one begins, in words */

#define LAST_SIGNAL  64
#define FIRST_OF_LIB 32 /* glibc reserves the signals from here to SIGRTMIN */

__attribute__((format(printf, 2, 3))) static void add(struct possessions *possessions, const char *format,
                                                      ...)
{
    char **things = reallocarray(possessions->things, possessions->count + 1, sizeof *things);
    va_list arguments;

    if (!things)
        abort();
    possessions->things = things;
    va_start(arguments, format);
    if (vasprintf(&things[possessions->count++], format, arguments) < 0)
        abort();
    va_end(arguments);
}

static FILE *open_file(pid_t process, const char *name)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/%s", process, name);
    return fopen(path, "re");
}

static void add_descriptors(struct possessions *possessions, pid_t process)
{
    char path[64], target[PATH_MAX];
    struct dirent *entry;

    snprintf(path, sizeof path, "/proc/%d/fd", process);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory))) {
        ssize_t length = readlinkat(dirfd(directory), entry->d_name, target, sizeof target - 1);
        if (length > 0)
            add(possessions, DESCRIPTOR "%s, which leads to %.*s", entry->d_name, (int)length, target);
    }
    if (directory)
        closedir(directory);
}

/* Each mapping has a line whose second word ends in 's' if the memory is shared: "rw-s". What it maps
 * identifies it, not its address. */
static void add_mappings(struct possessions *possessions, pid_t process)
{
    char line[PATH_MAX + 128], shared;
    FILE *file = open_file(process, "maps");
    int begin;

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "%*s %*3c%c %n", &shared, &begin) == 1 && shared == 's') {
            line[strcspn(line, "\n")] = '\0';
            add(possessions, "shared memory (offset, device, inode, name: %s)", line + begin);
        }
    if (file)
        fclose(file);
}

static void add_timers(struct possessions *possessions, pid_t process)
{
    char line[256];
    int number;
    FILE *file = open_file(process, "timers");

    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "ID: %d", &number) == 1)
            add(possessions, "timer %d (timer_create())", number);
    if (file)
        fclose(file);
}

/* `signals` has a bit for each signal; the lowest is number 1. */
static void add_signals(struct possessions *possessions, unsigned long long signals, const char *what)
{
    for (int number = 1; number <= LAST_SIGNAL; number++)
        if (signals >> (number - 1) & 1 && (number < FIRST_OF_LIB || number >= SIGRTMIN))
            add(possessions, "signal %d (%s) is %s", number, strsignal(number), what);
}

static unsigned long long bit(int number)
{
    return 1ULL << (number - 1);
}

static void add_all_signals(struct possessions *possessions, pid_t process)
{
    char line[256];
    unsigned long long signals;
    FILE *file = open_file(process, "status");

    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "SigBlk: %llx", &signals) == 1)
            add_signals(possessions, signals, "blocked");
        else if (sscanf(line, "SigIgn: %llx", &signals) == 1)
            add_signals(possessions, signals & ~bit(SIGPIPE), "ignored");
        else if (sscanf(line, "SigCgt: %llx", &signals) == 1)
            add_signals(possessions, signals & ~bit(SIGINT), "handled");
    }
    if (file)
        fclose(file);
}

static int compare(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

struct possessions possessions_take(pid_t process)
{
    struct possessions possessions = {0};

    add_descriptors(&possessions, process);
    add_mappings(&possessions, process);
    add_timers(&possessions, process);
    add_all_signals(&possessions, process);
    if (possessions.count > 0)
        qsort(possessions.things, possessions.count, sizeof *possessions.things, compare);
    return possessions;
}

const char *possessions_only_in(const struct possessions *these, const struct possessions *others)
{
    size_t other = 0;

    for (size_t i = 0; i < these->count; i++) {
        int order = -1;
        while (other < others->count && (order = strcmp(others->things[other], these->things[i])) < 0)
            other++;
        if (other == others->count || order > 0)
            return these->things[i];
        other++;
    }
    return NULL;
}

size_t possessions_descriptors(const struct possessions *possessions)
{
    size_t count = 0;

    for (size_t i = 0; i < possessions->count; i++)
        count += strncmp(possessions->things[i], DESCRIPTOR, strlen(DESCRIPTOR)) == 0;
    return count;
}

void possessions_free(struct possessions *possessions)
{
    for (size_t i = 0; i < possessions->count; i++)
        free(possessions->things[i]);
    free(possessions->things);
}
