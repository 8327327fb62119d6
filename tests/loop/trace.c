/*
 * trace.c - run a lab's program with a server whose delays vary, and show when each request arrived and
 * ended: trace LAB WORKERS LATENCY.
 *
 * A connection costs time and is slow, as on the internet; otherwise all rows would look the same.
 */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../harness/base/clock.h"
#include "../harness/base/descendants.h"
#include "../harness/observe/waterfall.h"

#include "../../mock_server/client.h"

static const char server_program[] = "build/mock_server/mock_server";

#define COULD_NOT_RUN 2   /* exit status of a program that could not start */
#define LONG          10  /* seconds; with the usual settings a right submission takes two */
#define STILL         5   /* seconds without work for the server, after which no request will come */
#define MOMENT        2   /* seconds */
#define IDLE          0.5 /* report this many seconds without a request at the begin or the end */

enum end { RETURNED, NO_END, INTERRUPTED };

/* Whether the server has work, or has had some since the last check. */
static bool is_at_work(struct server_client *server)
{
    static size_t requests_before;
    size_t in_flight = 0, requests = 0;
    char *status = server_command(server, "status");
    bool known = status && sscanf(status, "in_flight=%zu peak=%*u requests=%zu", &in_flight, &requests) == 2;
    bool moved = in_flight > 0 || requests != requests_before;

    free(status);
    requests_before = requests;
    return known && moved;
}

/* Wait for this long, or for a signal; true if the program has ended. */
static bool has_ended(pid_t child, unsigned seconds, const sigset_t *signals, int *status, bool *interrupted)
{
    struct timespec patience = {.tv_sec = seconds};

    *interrupted = sigtimedwait(signals, NULL, &patience) == SIGINT;
    return waitpid(child, status, WNOHANG) != 0;
}

/*
 * Wait for the program to end, and check the server now and then. If it takes long, say once how to find out
 * why. On Ctrl-C, give the program a moment to end by itself. `signals` holds SIGCHLD and SIGINT, which are
 * blocked.
 */
static enum end wait_for(pid_t child, const char *lab, struct server_client *server, const sigset_t *signals,
                         int *status)
{
    double begun = monotonic_seconds(), at_work = begun;
    bool interrupted, told = false;

    while (!has_ended(child, 1, signals, status, &interrupted)) {
        double now = monotonic_seconds();
        if (interrupted)
            return has_ended(child, MOMENT, signals, status, &interrupted) ? RETURNED : INTERRUPTED;
        if (is_at_work(server))
            at_work = now;
        if (now - at_work >= STILL)
            return NO_END;
        if (now - begun >= LONG && !told)
            fprintf(stderr,
                    "still running after %d seconds; make test LAB=%s shows what it waits for, Ctrl-C ends "
                    "it and draws the requests so far\n",
                    LONG, lab);
        told = now - begun >= LONG;
    }
    return RETURNED;
}

static void tell_end(enum end end, int status, const char *lab)
{
    if (end == NO_END)
        fprintf(stderr,
                "download_all() of %s did not return, and the server got no request for %d seconds; make "
                "test LAB=%s shows what it waits for. Until then:\n",
                lab, STILL, lab);
    else if (end == INTERRUPTED || (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT))
        fprintf(stderr, "\ndownload_all() of %s had not returned when Ctrl-C came. Until then:\n", lab);
    else if (WIFSIGNALED(status))
        fprintf(stderr, "%s crashed: %s. Until then:\n", lab, strsignal(WTERMSIG(status)));
}

/* Print how the program ended. `lasted` is its time in seconds, 0 if download_all() did not return. */
static int run_program(const char *lab, const char *workers, struct server_client *server, double *lasted)
{
    char program[256], into[256];
    sigset_t signals, before;
    int status = 0;

    snprintf(program, sizeof program, "build/labs/%s/%s", lab, lab);
    snprintf(into, sizeof into, "pics/%s", lab);
    fflush(NULL);
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, &before);
    prctl(PR_SET_CHILD_SUBREAPER,
          1); /* processes that the program leaves become our children, so that we can end them */
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        execl(program, lab, "--images", server->address, "--into", into, "--workers", workers, (char *)NULL);
        fprintf(stderr, "cannot run %s: %s\n", program, strerror(errno));
        _exit(COULD_NOT_RUN);
    }
    if (child < 0)
        return COULD_NOT_RUN;
    double begun = monotonic_seconds();
    enum end end = wait_for(child, lab, server, &signals, &status);
    *lasted = end == RETURNED ? monotonic_seconds() - begun : 0;
    kill_descendants(server->pid);
    tell_end(end, status, lab);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* Number the connections by their first requests. The server's number 1 is that of the list of images, which
 * has no row here. */
static void number_connections(struct ledger *ledger)
{
    size_t *numbers = calloc(ledger->count + 1, sizeof *numbers), next = 1;

    if (!numbers)
        return;
    for (size_t i = 0; i < ledger->count; i++) {
        size_t earlier = 0;
        while (ledger->rows[earlier].connection != ledger->rows[i].connection)
            earlier++;
        numbers[i] = earlier < i ? numbers[earlier] : next++;
    }
    for (size_t i = 0; i < ledger->count; i++)
        ledger->rows[i].connection = numbers[i];
    free(numbers);
}

/* 0, or -1 after a line on standard error; then `path` is as it was. */
static int draw(const struct ledger *ledger, const char *title, const char *path)
{
    char draft[4096];

    snprintf(draft, sizeof draft, "%s.%d", path, getpid());
    FILE *svg = fopen(draft, "we");
    if (svg)
        waterfall_draw(svg, ledger, SIZE_MAX, title);
    if (!svg || fclose(svg) != 0 || rename(draft, path) != 0) {
        fprintf(stderr, "cannot write %s: %s\n", path, strerror(errno));
        unlink(draft);
        return -1;
    }
    return 0;
}

static int show(const char *lab, const char *workers, const struct ledger *ledger, double lasted)
{
    char title[160], path[256];

    if (ledger->count == 0) {
        fprintf(stderr, "not one request reached the server, so there is nothing to draw: make hint LAB=%s\n",
                lab);
        return 1;
    }
    char *waterfall = ledger_waterfall(ledger, NULL, SIZE_MAX);
    printf("A row for each request, in the order of arrival: the image, its connection (counted\n"
           "from 1) and the status of the reply; then . while it waits for the first byte, # while the body\n"
           "arrives, x where the program closed the connection.\n%s",
           waterfall);
    free(waterfall);
    mkdir("build/trace", 0777);
    snprintf(path, sizeof path, "build/trace/%s.svg", lab);
    snprintf(title, sizeof title, "%s, workers %s: %zu request%s over %zu connection%s, %.0f ms", lab,
             workers, ledger->count, ledger->count == 1 ? "" : "s", waterfall_connections(ledger),
             waterfall_connections(ledger) == 1 ? "" : "s", waterfall_length(ledger) * 1000);
    if (draw(ledger, title, path) != 0)
        return 1;
    printf("%s\n", strstr(title, ": ") + 2);
    if (lasted - waterfall_length(ledger) > IDLE)
        printf("The program ran for %.1f s more, before its first request or after its last reply.\n",
               lasted - waterfall_length(ledger));
    printf("as a picture: %s\n", path);
    return 0;
}

int main(int argc, char *argv[])
{
    struct server_client server;
    char latency[96];
    const char *const settings[] = {"images 24",       "image-bytes 20480", "seed 1", latency,
                                    "connect-cost 12", "bandwidth 614400",  NULL};

    if (argc != 4) {
        fprintf(stderr, "usage: trace LAB WORKERS LATENCY\n");
        return 2;
    }
    snprintf(latency, sizeof latency, "latency %.80s", argv[3]);
    if (server_start(&server, server_program, settings) != 0)
        return 1;
    double lasted = 0;
    int status = run_program(argv[1], argv[2], &server, &lasted);
    char *requests = status == COULD_NOT_RUN ? NULL : server_command(&server, "requests");
    server_stop(&server);
    if (!requests)
        return 1;
    struct ledger ledger = ledger_read(requests);
    free(requests);
    number_connections(&ledger);
    return show(argv[1], argv[2], &ledger, lasted);
}
