/*
 * snapshot.c - what a program is made of at this moment, as /proc shows it.
 */
#include "snapshot.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One line of the process table. */
struct process {
    pid_t pid, parent;
    char state;
    unsigned
        level; /* 1 for the caller's children, 2 for theirs, ...; 0 for those that do not descend from it */
};

#define MOST_FREEZES 100

static unsigned walls;

struct process_table {
    struct process *rows;
    size_t count;
};

static bool is_number(const char *name)
{
    return isdigit((unsigned char)name[0]);
}

/* Read /proc/PID/stat. False when the process has gone meanwhile. */
static bool read_process(const char *pid, struct process *process)
{
    char path[64], line[512];

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool whole = fgets(line, sizeof line, file) != NULL;
    fclose(file);

    /* The name stands in parentheses and may hold some itself, so look for the last one. */
    char *end = whole ? strrchr(line, ')') : NULL;
    *process = (struct process){.pid = atoi(pid)};
    return end && sscanf(end + 1, " %c %d", &process->state, &process->parent) == 2;
}

static struct process_table read_process_table(void)
{
    struct process_table table = {0};
    DIR *directory = opendir("/proc");
    struct dirent *entry;

    while (directory && (entry = readdir(directory))) {
        struct process process;
        if (!is_number(entry->d_name) || !read_process(entry->d_name, &process))
            continue;
        struct process *rows = reallocarray(table.rows, table.count + 1, sizeof *rows);
        if (!rows)
            break;
        table.rows = rows;
        table.rows[table.count++] = process;
    }
    if (directory)
        closedir(directory);
    return table;
}

static int compare_pids(const void *one, const void *other)
{
    pid_t a = ((const struct process *)one)->pid, b = ((const struct process *)other)->pid;

    return (a > b) - (a < b);
}

/*
 * Give each descendant of the caller its level; `server` and what descends from it are left out. There may be
 * thousands, where somebody starts processes without end.
 */
static void find_levels(struct process_table *table, pid_t server)
{
    bool found = true;

    if (table->count > 0)
        qsort(table->rows, table->count, sizeof *table->rows, compare_pids);
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].parent == getpid() && table->rows[i].pid != server)
            table->rows[i].level = 1;
    while (found) {
        found = false;
        for (size_t i = 0; i < table->count; i++) {
            struct process *row = &table->rows[i], sought = {.pid = row->parent};
            const struct process *parent =
                row->level == 0 ? bsearch(&sought, table->rows, table->count, sizeof sought, compare_pids)
                                : NULL;
            if (parent && parent->level > 0) {
                row->level = parent->level + 1;
                found = true;
            }
        }
    }
}

/* Is it one of the program's, and not of the sandbox around it? */
static bool is_ours(const struct process *process)
{
    return process->level > walls;
}

void snapshot_behind_walls(unsigned number)
{
    walls = number;
}

pid_t find_program(pid_t server)
{
    struct process_table table = read_process_table();
    pid_t first = 0;

    find_levels(&table, server);
    for (size_t i = 0; i < table.count; i++)
        if (table.rows[i].level == walls + 1 && (first == 0 || table.rows[i].pid < first))
            first = table.rows[i].pid;
    free(table.rows);
    return first;
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
    if (state == 'R' || state == 'D' ||
        state == 'X') /* runs or could, waits for a disk, is about to be gone */
        snapshot->asleep = false;
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
    struct process_table table = read_process_table();
    char path[64];

    find_levels(&table, server);
    for (size_t i = 0; i < table.count; i++) {
        if (!is_ours(&table.rows[i]))
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

size_t list_descendants(pid_t **pids, pid_t server)
{
    struct process_table table = read_process_table();
    size_t count = 0;

    find_levels(&table, server);
    *pids = calloc(table.count + 1, sizeof **pids);
    for (size_t i = 0; *pids && i < table.count; i++)
        if (is_ours(&table.rows[i]) && table.rows[i].state != 'Z')
            (*pids)[count++] = table.rows[i].pid;
    free(table.rows);
    return count;
}

struct snapshot snapshot_process(pid_t process)
{
    struct snapshot snapshot = {.asleep = true};

    add_process(&snapshot, process);
    return snapshot;
}

bool has_pending_signal(pid_t pid, int signal)
{
    char path[64], line[256];
    unsigned long long pending, both = 0;

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "SigPnd: %llx", &pending) == 1 || sscanf(line, "ShdPnd: %llx", &pending) == 1)
            both |= pending;
    if (file)
        fclose(file);
    return both >> (signal - 1) & 1;
}

bool is_running(pid_t pid)
{
    struct process process;
    char number[24];

    snprintf(number, sizeof number, "%d", pid);
    return read_process(number, &process) && process.state != 'Z' && process.state != 'X';
}

/* Send `signal` to all descendants that run, and reap those that are ours to reap. Returns how many were sent
 * it. */
static size_t signal_descendants(pid_t server, int signal, bool *left)
{
    struct process_table table = read_process_table();
    size_t sent = 0;

    *left = false;
    find_levels(&table, server);
    for (size_t i = 0; i < table.count; i++) {
        const struct process *process = &table.rows[i];
        if (process->level == 0)
            continue;
        *left = true;
        if (process->state == 'Z' && process->parent == getpid())
            waitpid(process->pid, NULL, 0);
        else if (process->state != 'Z' && (signal != SIGSTOP || process->state != 'T'))
            sent += kill(process->pid, signal) == 0;
    }
    free(table.rows);
    return sent;
}

void kill_descendants(pid_t server)
{
    bool left = true;

    /* First let nothing move any more: who starts processes faster than we kill them would never be done. */
    for (unsigned round = 0; round < MOST_FREEZES && signal_descendants(server, SIGSTOP, &left) > 0; round++)
        continue;
    while (left)
        signal_descendants(server, SIGKILL, &left);
}
