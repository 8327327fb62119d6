/*
 * snapshot.c - what a program is made of at this moment, as /proc shows it.
 */
#include "snapshot.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "descendants.h"

static bool is_number(const char *name)
{
    return isdigit((unsigned char)name[0]);
}

static size_t count_entries(const char *path)
{
    size_t count = 0;
    DIR *directory = opendir(path);
    struct dirent *entry;

    while (directory && (entry = readdir(directory)))
        if (entry->d_name[0] != '.')
            count++;
    if (directory)
        closedir(directory);
    return count;
}

/* A parent that waits for its child in vfork() is in state D, as a thread that waits for a disk is; but it
 * may wait for as long as the child runs. */
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

/* Add one thread, from its /proc/PID/task/TID/status. */
static void add_thread(struct snapshot *snapshot, pid_t pid, const char *thread)
{
    char path[64], line[256], state = 'R';
    unsigned long long switches;

    snprintf(path, sizeof path, "/proc/%d/task/%.20s/status", pid, thread);
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        sscanf(line, "State: %c", &state);
        bool slept = sscanf(line, "voluntary_ctxt_switches: %llu", &switches) == 1;
        if (slept)
            snapshot->sleeps += switches;
        if (slept || sscanf(line, "nonvoluntary_ctxt_switches: %llu", &switches) == 1)
            snapshot->switches += switches;
    }
    fclose(file);
    snapshot->threads++;
    snapshot->sleepers += state == 'S';
    if (state == 'R' || state == 'X' || (state == 'D' && !waits_in_vfork(pid, thread)))
        snapshot->asleep = false; /* runs or could, is about to be gone, waits for a disk */
}

static double processor_time(pid_t pid)
{
    struct timespec time;
    clockid_t clock;

    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0;
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The memory that is a process's own, what it shares with others of its kind, and what is needed to find it.
 */
static unsigned long long resident_memory(pid_t pid)
{
    char path[64], line[256];
    unsigned long long kibibytes, sum = 0;

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "RssAnon: %llu", &kibibytes) == 1 ||
            sscanf(line, "RssShmem: %llu", &kibibytes) == 1 || sscanf(line, "VmPTE: %llu", &kibibytes) == 1)
            sum += kibibytes * 1024;
    if (file)
        fclose(file);
    return sum;
}

/* What lies in files that have no name, as memfd_create() makes them: memory that no process has. */
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

/* Each mapping has a line whose second word ends in 's' where the memory is shared: "rw-s". */
static size_t count_shared_mappings(pid_t pid)
{
    char path[64], line[512], shared;
    size_t count = 0;

    snprintf(path, sizeof path, "/proc/%d/maps", pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "%*s %*3c%c", &shared) == 1 && shared == 's')
            count++;
    if (file)
        fclose(file);
    return count;
}

struct snapshot snapshot_take(pid_t program, pid_t server)
{
    struct snapshot snapshot = {.asleep = true};
    struct process_table table = descendants_read(server);
    char path[64];

    for (size_t i = 0; i < table.count; i++) {
        if (!process_counts(&table.rows[i]))
            continue;
        if (table.rows[i].state == 'Z')
            snapshot.zombies++;
        else
            add_process(&snapshot, table.rows[i].pid);
    }
    free(table.rows);
    snprintf(path, sizeof path, "/proc/%d/fd", program);
    snapshot.descriptors = count_entries(path);
    snapshot.mappings = count_shared_mappings(program);
    return snapshot;
}

struct snapshot snapshot_process(pid_t process)
{
    struct snapshot snapshot = {.asleep = true};

    add_process(&snapshot, process);
    return snapshot;
}
