/*
 * trace.c - run a lab's program against a server whose delays vary, and show when each request came and went:
 * trace LAB WORKERS LATENCY.
 *
 * A connection costs something and is slow, as on the internet; without that all rows would look the same.
 */
#include "trace.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../mock_server/client.h"

static const char server_program[] = "build/mock_server/mock_server";

#define COULD_NOT_RUN 2  /* the program's exit status where it could not begin */
#define LONG          10 /* seconds; with the usual settings a right answer takes two */

/* Wait for the program to end; where that takes long, say once who knows why. `ended` holds SIGCHLD, and is
 * blocked. */
static int wait_for(pid_t child, const char *lab, const sigset_t *ended, int *status)
{
    struct timespec patience = {.tv_sec = LONG};

    if (sigtimedwait(ended, NULL, &patience) < 0)
        fprintf(stderr,
                "still at work after %d seconds; make test LAB=%s tells what it waits for, Ctrl-C ends it\n",
                LONG, lab);
    return waitpid(child, status, 0) == child ? 0 : -1;
}

static int run_program(const char *lab, const char *workers, const char *address)
{
    char program[256], into[256];
    sigset_t ended, before;
    int status;

    snprintf(program, sizeof program, "build/labs/%s/%s", lab, lab);
    snprintf(into, sizeof into, "pics/%s", lab);
    fflush(NULL);
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, &before);
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        execl(program, lab, "--images", address, "--into", into, "--workers", workers, (char *)NULL);
        fprintf(stderr, "cannot run %s: %s\n", program, strerror(errno));
        _exit(COULD_NOT_RUN);
    }
    if (child < 0 || wait_for(child, lab, &ended, &status) != 0)
        return COULD_NOT_RUN;
    if (WIFSIGNALED(status))
        fprintf(stderr, "%s crashed: %s; up to then:\n", program, strsignal(WTERMSIG(status)));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* By the order of their first requests. The server's number 1 is that of the list of images, which is no row
 * here. */
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

static int show(const char *lab, const char *workers, const struct ledger *ledger)
{
    char title[160], path[256];

    if (ledger->count == 0) {
        fprintf(stderr, "not one request reached the server, so there is nothing to draw: make hint LAB=%s\n",
                lab);
        return 1;
    }
    char *waterfall = ledger_waterfall(ledger, NULL, SIZE_MAX);
    printf("A row a request, in the order in which they came: the image, the connection that it came over "
           "(counted\n"
           "from 1) and the status of the reply; then . where the first byte is waited for, # where the body "
           "comes,\n"
           "x where the program left.\n%s",
           waterfall);
    free(waterfall);
    mkdir("build/trace", 0777);
    snprintf(path, sizeof path, "build/trace/%s.svg", lab);
    snprintf(title, sizeof title, "%s, workers %s: %zu request%s over %zu connection%s, %.0f ms", lab,
             workers, ledger->count, ledger->count == 1 ? "" : "s", trace_connections(ledger),
             trace_connections(ledger) == 1 ? "" : "s", trace_length(ledger) * 1000);
    if (trace_draw(ledger, title, path) != 0)
        return 1;
    printf("%s\nas a picture: %s\n", strstr(title, ": ") + 2, path);
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
    int status = run_program(argv[1], argv[2], server.address);
    char *requests = status == COULD_NOT_RUN ? NULL : server_command(&server, "requests");
    server_stop(&server);
    if (!requests)
        return 1;
    struct ledger ledger = ledger_read(requests);
    free(requests);
    number_connections(&ledger);
    return show(argv[1], argv[2], &ledger);
}
