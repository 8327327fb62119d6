/*
 * snapshot.c - the processes, threads and resources of a program now, as /proc shows them.
 */
#include "snapshot.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../base/descendants.h"

#define MAX_STATUS 16384 /* bytes of /proc/PID/status, which lists all groups of the user */

static bool is_number(const char *name)
{
    return isdigit((unsigned char)name[0]);
}

/* A parent in vfork() is in state D, like a thread that waits for a disk; but it may wait for as long as the
 * child runs. */
static bool waits_in_vfork(pid_t pid, const char *thread)
{
    char path[64], where[64] = "";

    snprintf(path, sizeof path, "/proc/%d/task/%.20s/wchan", pid, thread);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool known = fgets(where, sizeof where, file);
    fclose(file);
    return known && (strstr(where, "clone") || strstr(where, "fork"));
}

/* The text of a small file in /proc, cut off at `size`; "" if the thread is gone. */
static void read_small(const char *path, char *text, size_t size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? 0 : read(file, text, size - 1);

    text[got > 0 ? got : 0] = '\0';
    if (file >= 0)
        close(file);
}

/* The number in a status file, from the line that begins with `name`. */
static unsigned long long number_of(const char *status, const char *name)
{
    const char *line = strstr(status, name);

    return line ? strtoull(line + strlen(name), NULL, 10) : 0;
}

/* Add one thread, from its /proc/PID/task/TID/status. */
static void add_thread(struct snapshot *snapshot, pid_t pid, const char *thread)
{
    char path[64], status[MAX_STATUS];

    snprintf(path, sizeof path, "/proc/%d/task/%.20s/status", pid, thread);
    read_small(path, status, sizeof status);
    const char *line = strstr(status, "\nState:\t");
    if (!line)
        return;
    char state = line[strlen("\nState:\t")];
    unsigned long long sleeps = number_of(status, "\nvoluntary_ctxt_switches:");
    snapshot->sleeps += sleeps;
    snapshot->switches += sleeps + number_of(status, "\nnonvoluntary_ctxt_switches:");
    snapshot->threads++;
    snapshot->sleepers += state == 'S';
    if (state == 'R' || state == 'X' || (state == 'D' && !waits_in_vfork(pid, thread)))
        snapshot->asleep = false; /* runs or could run, is ending, or waits for a disk */
}

static double processor_time(pid_t pid)
{
    struct timespec time;
    clockid_t clock;

    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A process's private memory, its share of common memory, and the fields needed to find them. */
static unsigned long long resident_memory(pid_t pid)
{
    char path[64], status[MAX_STATUS];

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    read_small(path, status, sizeof status);
    return 1024 * (number_of(status, "\nRssAnon:") + number_of(status, "\nRssShmem:") +
                   number_of(status, "\nVmPTE:"));
}

/* Memory in unnamed files, as memfd_create() makes them, which belongs to no process. */
static unsigned long long nameless_memory(pid_t pid)
{
    char path[64];
    struct stat status;
    struct dirent *entry;
    unsigned long long sum = 0;

    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory)))
        if (fstatat(dirfd(directory), entry->d_name, &status, 0) == 0 && S_ISREG(status.st_mode) &&
            status.st_nlink == 0)
            sum += (unsigned long long)status.st_blocks * 512;
    if (directory)
        closedir(directory);
    return sum;
}

static void add_process(struct snapshot *snapshot, pid_t pid)
{
    char path[64];
    struct dirent *entry;

    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory)))
        if (is_number(entry->d_name))
            add_thread(snapshot, pid, entry->d_name);
    if (directory)
        closedir(directory);
    snapshot->processes++;
    snapshot->processor_time += processor_time(pid);
    snapshot->memory += resident_memory(pid) + nameless_memory(pid);
}

struct snapshot snapshot_take(pid_t server)
{
    struct snapshot snapshot = {.asleep = true};
    struct process_table table = descendants_read(server);

    for (size_t i = 0; i < table.count; i++) {
        if (!process_counts(&table.rows[i]))
            continue;
        if (table.rows[i].state == 'Z')
            snapshot.zombies++;
        else
            add_process(&snapshot, table.rows[i].pid);
    }
    free(table.rows);
    return snapshot;
}

struct snapshot snapshot_process(pid_t process)
{
    struct snapshot snapshot = {.asleep = true};

    add_process(&snapshot, process);
    return snapshot;
}
