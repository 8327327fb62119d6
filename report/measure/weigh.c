/*
 * weigh.c - proportional set sizes, read at the server's gate.
 */
#include "weigh.h"

#include <ctype.h>
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../system/files.h"
#include "../system/interrupt.h"
#include "../system/program.h"
#include "progress.h"

#define PATIENCE_SECONDS 10  /* longest wait until the gate holds all requests */
#define QUIET_MS         100 /* interval for checking whether the program has ended */

/* The process group of a process; 0 if the process is gone. */
static pid_t group_of(const char *pid)
{
    char path[64], line[512] = "";
    pid_t group = 0;

    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    char *rest = fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL; /* a name may hold anything */
    fclose(file);
    return rest && sscanf(rest, ") %*c %*d %d", &group) == 1 ? group : 0;
}

/* Proportional set size in bytes; 0 if the process is gone. */
static size_t proportional_size(const char *pid)
{
    char path[64], line[256];
    size_t kibibytes = 0;

    snprintf(path, sizeof path, "/proc/%.20s/smaps_rollup", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file) && sscanf(line, "Pss: %zu", &kibibytes) != 1)
        continue;
    if (file)
        fclose(file);
    return kibibytes * 1024;
}

static void add_up(pid_t group, struct memory *row)
{
    DIR *processes = opendir("/proc");

    for (struct dirent *entry; processes && (entry = readdir(processes));) {
        if (!isdigit((unsigned char)entry->d_name[0]) || group_of(entry->d_name) != group)
            continue;
        row->processes++;
        row->bytes += proportional_size(entry->d_name);
    }
    if (processes)
        closedir(processes);
}

/* 1 once the gate is full, 0 if it does not fill, -1 if the server is gone. */
static int wait_until_full(struct bench *bench, const struct program *program)
{
    time_t end = time(NULL) + PATIENCE_SECONDS;
    int full = 0;

    while (full == 0 && !interrupted && time(NULL) < end) {
        char *event = server_command(&bench->server, "wait %d", QUIET_MS);
        if (!event)
            return -1;
        full = strncmp(event, "full", 4) == 0;
        free(event);
        if (program_has_ended(program))
            break;
    }
    return full;
}

/* Open the gate, and wait until the server has seen its clients disconnect. */
static int empty_server(struct bench *bench)
{
    time_t end = time(NULL) + PATIENCE_SECONDS;
    size_t in_flight = 1;

    free(server_command(&bench->server, "open"));
    while (in_flight > 0 && time(NULL) < end) {
        char *status = server_command(&bench->server, "status");
        if (!status)
            return -1;
        in_flight = status_number(status, "in_flight");
        free(status);
    }
    char *reset = server_command(&bench->server, "reset");
    free(reset);
    return reset ? 0 : -1;
}

static int weigh(struct bench *bench, const struct configuration *configuration, struct memory *row)
{
    struct command_line command;
    struct program program;

    free(server_command(&bench->server, "gate %zu", expected_in_flight(bench->image_count, configuration)));
    bench_command(bench, configuration, &command);
    if (program_start(&program, command.arguments) == -1) {
        warn("%s", configuration->label);
        return -1;
    }
    int full = wait_until_full(bench, &program);
    if (full == 1)
        add_up(program.pid, row);
    program_stop(&program);
    snprintf(row->outcome, sizeof row->outcome, "%s", row->bytes > 0 ? "ok" : "not all requests arrived");
    if (full == -1 || interrupted || empty_server(bench) == -1)
        return -1;
    return remove_tree(bench->images);
}

int weigh_all(struct bench *bench, const struct plan *plan, struct memories *memories)
{
    for (memories->count = 0; memories->count < plan->count; memories->count++) {
        const struct candidate *candidate = &plan->candidates[memories->count];
        struct memory *row = &memories->rows[memories->count];
        const char *reason = left_out(candidate);
        *row = (struct memory){.workers = candidate->configuration.workers};
        snprintf(row->strategy, sizeof row->strategy, "%s", candidate->configuration.strategy->name);
        progress_show("memory", (plan->count - memories->count) * SECONDS_TO_WEIGH,
                      candidate->configuration.label);
        if (reason)
            snprintf(row->outcome, sizeof row->outcome, "%s", reason);
        else if (weigh(bench, &candidate->configuration, row) == -1)
            return -1;
    }
    return 0;
}
