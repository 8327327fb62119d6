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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* One line of the process table. */
struct process {
    pid_t pid, parent;
    char state;
    bool ours;
};

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

/* Mark the caller's children, without `server`, and all that descend from them. */
static void mark_ours(struct process_table *table, pid_t server)
{
    bool found = true;

    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].parent == getpid() && table->rows[i].pid != server)
            table->rows[i].ours = true;
    while (found) {
        found = false;
        for (size_t i = 0; i < table->count; i++)
            for (size_t j = 0; j < table->count && !table->rows[i].ours; j++)
                if (table->rows[j].ours && table->rows[i].parent == table->rows[j].pid)
                    found = table->rows[i].ours = true;
    }
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
        if (sscanf(line, "voluntary_ctxt_switches: %llu", &switches) == 1 ||
            sscanf(line, "nonvoluntary_ctxt_switches: %llu", &switches) == 1)
            snapshot->switches += switches;
    }
    fclose(file);
    snapshot->threads++;
    if (state != 'S')
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
}

struct snapshot snapshot_take(pid_t program, pid_t server)
{
    struct snapshot snapshot = {.asleep = true};
    struct process_table table = read_process_table();
    char path[64];

    mark_ours(&table, server);
    for (size_t i = 0; i < table.count; i++) {
        if (!table.rows[i].ours)
            continue;
        if (table.rows[i].state == 'Z')
            snapshot.zombies++;
        else
            add_process(&snapshot, table.rows[i].pid);
    }
    free(table.rows);
    snprintf(path, sizeof path, "/proc/%d/fd", program);
    snapshot.descriptors = count_entries(path);
    return snapshot;
}

size_t list_descendants(pid_t **pids, pid_t server)
{
    struct process_table table = read_process_table();
    size_t count = 0;

    mark_ours(&table, server);
    *pids = calloc(table.count + 1, sizeof **pids);
    for (size_t i = 0; *pids && i < table.count; i++)
        if (table.rows[i].ours && table.rows[i].state != 'Z')
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

bool is_running(pid_t pid)
{
    struct process process;
    char number[24];

    snprintf(number, sizeof number, "%d", pid);
    return read_process(number, &process) && process.state != 'Z' && process.state != 'X';
}

size_t kill_descendants(pid_t server)
{
    size_t killed = 0;
    bool left = true;

    while (left) {
        struct process_table table = read_process_table();
        left = false;
        mark_ours(&table, server);
        for (size_t i = 0; i < table.count; i++) {
            const struct process *process = &table.rows[i];
            if (!process->ours)
                continue;
            left = true;
            if (process->state != 'Z' && kill(process->pid, SIGKILL) == 0)
                killed++;
            if (process->parent == getpid())
                waitpid(process->pid, NULL, 0);
        }
        free(table.rows);
    }
    return killed;
}
