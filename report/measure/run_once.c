/*
 * run_once.c - run a program, ask the server what it saw, and count the files.
 */
#include "run_once.h"

#include <err.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "../system/files.h"
#include "../system/interrupt.h"
#include "../system/program.h"
#include "progress.h"

static int compare_times(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The times of the requests in the server's ledger: half of them, and 99 of 100, took at most this long. */
static void time_requests(char *ledger, struct measurement *row)
{
    size_t count = 0, room = row->requests;
    double *times = calloc(room + 1, sizeof times[0]), accepted, end;

    for (char *line, *rest = ledger; times && (line = strsep(&rest, "\n")) && count < room;) {
        if (sscanf(line, "%*u %*u %*u 200 %*u %*u %*u %*f %lf %*f %*f %lf", &accepted, &end) == 2)
            times[count++] = end - accepted;
    }
    if (count > 0) {
        qsort(times, count, sizeof times[0], compare_times);
        row->request_p50 = times[(count - 1) / 2];
        row->request_p99 = times[(count * 99 + 99) / 100 - 1];
    }
    free(times);
}

/* Read the server's counts and reset them. 0, or -1 if the server is gone. */
static int ask_server(struct bench *bench, struct measurement *row)
{
    char *status = server_command(&bench->server, "status");
    char *ledger = status ? server_command(&bench->server, "requests") : NULL;
    char *reset = ledger ? server_command(&bench->server, "reset") : NULL;

    if (reset) {
        size_t accepted = status_number(status, "connections");
        row->peak_in_flight = status_number(status, "peak");
        row->requests = status_number(status, "requests");
        row->connections = accepted - bench->connections;
        bench->connections = accepted;
        time_requests(ledger, row);
    }
    free(status);
    free(ledger);
    free(reset);
    return reset ? 0 : -1;
}

/* The time of download_all() as a lab's program prints it; NaN if it prints none. */
static double working_time(const char *output)
{
    static const char mark[] = "Step 1. Working time: ";
    const char *line = strstr(output, mark);

    return line ? strtod(line + strlen(mark), NULL) : NAN;
}

/* A program that reports success must have requested each image once and saved every file. */
static void check_claim(const struct bench *bench, bool is_peer, struct measurement *row)
{
    size_t saved = count_files(bench->images, bench->image_bytes);

    if (!measurement_succeeded(row))
        return;
    if (!(row->wall_seconds > 0) && !is_peer)
        snprintf(row->outcome, sizeof row->outcome, "no working time printed");
    else if (row->requests != bench->image_count)
        snprintf(row->outcome, sizeof row->outcome, "%zu requests for %zu images", row->requests,
                 bench->image_count);
    else if (saved != bench->image_count)
        snprintf(row->outcome, sizeof row->outcome, "%zu files for %zu images", saved, bench->image_count);
}

/* Print the last line of a failed program, if it printed any. */
static void tell_last_line(const struct configuration *configuration, const struct program_run *run)
{
    char line[160];

    last_line_of(run, line, sizeof line);
    if (line[0] == '\0')
        return;
    progress_clear();
    warnx("%s printed: %s", configuration->label, line);
}

/* A missing directory or a full disk is not the program's fault. */
static int check_place(const struct bench *bench, const struct measurement *row)
{
    struct statvfs place;

    if (access(bench->list, R_OK) == -1) {
        progress_clear();
        warn("%s", bench->list);
        return -1;
    }
    if (!measurement_succeeded(row) && statvfs(bench->directory, &place) == 0 &&
        (double)place.f_bavail * place.f_frsize < (double)bench->image_count * bench->image_bytes) {
        progress_clear();
        warnx("%s: no space left for %zu images of %zu KiB; set TMPDIR to a directory that has it",
              bench->directory, bench->image_count, bench->image_bytes / 1024);
        return -1;
    }
    return 0;
}

int run_once(struct bench *bench, const struct configuration *configuration, double deadline,
             struct measurement *row)
{
    bool is_peer = configuration->strategy->role == ROLE_PEER;
    struct command_line command;
    char *priced = server_command(&bench->server, "connect-cost %zu", configuration->connect_ms);

    free(priced);
    if (!priced)
        return -1;
    if (make_directories(bench->images) == -1) /* some peers do not create it */
        return -1;
    bench_command(bench, configuration, &command);
    struct program_run run = run_program(command.arguments, deadline);
    row->wall_seconds = is_peer ? NAN : working_time(run.output);
    row->program_seconds = run.seconds;
    row->user_seconds = run.user_seconds;
    row->system_seconds = run.system_seconds;
    row->voluntary_switches = run.voluntary_switches;
    row->involuntary_switches = run.involuntary_switches;
    memcpy(row->outcome, run.outcome, sizeof row->outcome);
    if (interrupted || ask_server(bench, row) == -1)
        return -1;
    if (check_place(bench, row) == -1) {
        remove_tree(bench->images);
        return -1;
    }
    if (!measurement_succeeded(row))
        tell_last_line(configuration, &run);
    check_claim(bench, is_peer, row);
    return remove_tree(bench->images);
}
