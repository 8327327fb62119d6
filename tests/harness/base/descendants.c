/*
 * descendants.c - the descendants of the caller, as /proc shows them.
 */
#include "descendants.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_FREEZES 100

static unsigned walls;

static bool is_number(const char *name)
{
    return isdigit((unsigned char)name[0]);
}

/* Read /proc/PID/stat. False if the process has ended meanwhile. */
static bool read_process(const char *pid, struct process *process)
{
    char path[64], line[512];

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    bool whole = fgets(line, sizeof line, file) != NULL;
    fclose(file);

    /* The name stands in parentheses and may contain some itself, so look for the last one. */
    char *end = whole ? strrchr(line, ')') : NULL;
    *process = (struct process){.pid = atoi(pid)};
    return end && sscanf(end + 1, " %c %d", &process->state, &process->parent) == 2;
}

static void add_process(struct process_table *table, struct process process)
{
    struct process *rows = reallocarray(table->rows, table->count + 1, sizeof *rows);

    if (!rows)
        return;
    table->rows = rows;
    table->rows[table->count++] = process;
}

static struct process_table read_all(void)
{
    struct process_table table = {0};
    DIR *directory = opendir("/proc");
    struct dirent *entry;

    while (directory && (entry = readdir(directory))) {
        struct process process;
        if (is_number(entry->d_name) && read_process(entry->d_name, &process))
            add_process(&table, process);
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
 * Give each descendant of the caller its level, without `server` and its descendants. There may be thousands,
 * if a program starts processes without end.
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

/* The children of one thread. False if this kernel does not list them. */
static bool add_children_of_thread(struct process_table *table, const char *path, unsigned level,
                                   pid_t server)
{
    char pid[24];
    FILE *file = fopen(path, "re");

    while (file && fscanf(file, "%23s", pid) == 1) {
        struct process process;
        if (atoi(pid) == server || !read_process(pid, &process))
            continue;
        process.level = level;
        add_process(table, process);
    }
    if (file)
        fclose(file);
    return file != NULL;
}

static bool add_children(struct process_table *table, pid_t parent, unsigned level, pid_t server)
{
    char path[320];
    struct dirent *entry;
    bool told = false;

    snprintf(path, sizeof path, "/proc/%d/task", parent);
    DIR *directory = opendir(path);
    while (directory && (entry = readdir(directory))) {
        snprintf(path, sizeof path, "/proc/%d/task/%s/children", parent, entry->d_name);
        if (is_number(entry->d_name))
            told |= add_children_of_thread(table, path, level, server);
    }
    if (directory)
        closedir(directory);
    return told;
}

/*
 * The descendants, from parent to child, without a scan of all processes of the machine. A kernel without
 * CONFIG_PROC_CHILDREN lists no children; then scan all processes.
 */
struct process_table descendants_read(pid_t server)
{
    struct process_table table = {0};

    if (!add_children(&table, getpid(), 1, server)) {
        table = read_all();
        find_levels(&table, server);
        return table;
    }
    for (size_t i = 0; i < table.count; i++)
        add_children(&table, table.rows[i].pid, table.rows[i].level + 1, server);
    return table;
}

bool process_counts(const struct process *process)
{
    return process->level > walls;
}

void descendants_behind_walls(unsigned number)
{
    walls = number;
}

bool are_walls_stopped(pid_t server)
{
    struct process_table table = descendants_read(server);
    bool stopped = false;

    for (size_t i = 0; i < table.count; i++)
        stopped |=
            !process_counts(&table.rows[i]) && (table.rows[i].state == 'T' || table.rows[i].state == 't');
    free(table.rows);
    return stopped;
}

pid_t find_program(pid_t server)
{
    struct process_table table = descendants_read(server);
    pid_t first = 0;

    for (size_t i = 0; i < table.count; i++)
        if (table.rows[i].level == walls + 1 && (first == 0 || table.rows[i].pid < first))
            first = table.rows[i].pid;
    free(table.rows);
    return first;
}

size_t list_descendants(pid_t **pids, pid_t server)
{
    struct process_table table = descendants_read(server);
    size_t count = 0;

    *pids = calloc(table.count + 1, sizeof **pids);
    for (size_t i = 0; *pids && i < table.count; i++)
        if (process_counts(&table.rows[i]) && table.rows[i].state != 'Z')
            (*pids)[count++] = table.rows[i].pid;
    free(table.rows);
    return count;
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

/* Send `signal` to all running descendants, and reap zombies that are children of the caller. Returns the
 * number of signals sent. */
static size_t signal_descendants(pid_t server, int signal, bool *left)
{
    struct process_table table = read_all();
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

    /* Stop all of them first: a program that starts processes faster than we kill them would never end. */
    for (unsigned round = 0; round < MOST_FREEZES && signal_descendants(server, SIGSTOP, &left) > 0; round++)
        continue;
    while (left)
        signal_descendants(server, SIGKILL, &left);
}
