/*
 * trace.c - run a lab's program against a server whose delays vary, and show when each request came and went:
 * trace LAB WORKERS LATENCY.
 *
 * A connection costs something and is slow, as on the internet; without that all rows would look the same.
 */
#include "trace.h"

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

#include "../harness/descendants.h"

#include "../../mock_server/client.h"

static const char server_program[] = "build/mock_server/mock_server";

#define COULD_NOT_RUN 2   /* the program's exit status where it could not begin */
#define LONG          10  /* seconds; with the usual settings a right answer takes two */
#define MOMENT        2   /* seconds */
#define IDLE          0.5 /* seconds without a request before the first or after the last, worth a word */

/*
 * Wait for the program to end; where that takes long, say once who knows why. On Ctrl-C it has a moment to
 * end as it likes. `signals` holds SIGCHLD and SIGINT, and is blocked. False where it did not end.
 */
static bool wait_for(pid_t child, const char *lab, const sigset_t *signals, int *status)
{
    struct timespec patience = {.tv_sec = LONG}, moment = {.tv_sec = MOMENT};
    int signal = sigtimedwait(signals, NULL, &patience);

    if (signal < 0) {
        fprintf(
            stderr,
            "still at work after %d seconds; make test LAB=%s tells what it waits for, Ctrl-C ends it, and "
            "draws what came until then\n",
            LONG, lab);
        signal = sigwaitinfo(signals, NULL);
    }
    if (signal == SIGINT && sigtimedwait(signals, NULL, &moment) != SIGCHLD)
        return false;
    waitpid(child, status, 0);
    return true;
}

static int run_program(const char *lab, const char *workers, const struct server_client *server)
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
    prctl(PR_SET_CHILD_SUBREAPER, 1); /* what the program leaves behind becomes ours to end */
    pid_t child = fork();
    if (child == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        execl(program, lab, "--images", server->address, "--into", into, "--workers", workers, (char *)NULL);
        fprintf(stderr, "cannot run %s: %s\n", program, strerror(errno));
        _exit(COULD_NOT_RUN);
    }
    if (child < 0)
        return COULD_NOT_RUN;
    bool ended = wait_for(child, lab, &signals, &status);
    kill_descendants(server->pid);
    if (!ended || (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT))
        fprintf(stderr, "\n%s did not come to its end; up to Ctrl-C:\n", program);
    else if (WIFSIGNALED(status))
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

static double seconds_now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
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
    printf("%s\n", strstr(title, ": ") + 2);
    if (lasted - trace_length(ledger) > IDLE)
        printf("The program ran for %.1f s more, before its first request or after its last reply.\n",
               lasted - trace_length(ledger));
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
    double begun = seconds_now();
    int status = run_program(argv[1], argv[2], &server);
    double lasted = seconds_now() - begun;
    char *requests = status == COULD_NOT_RUN ? NULL : server_command(&server, "requests");
    server_stop(&server);
    if (!requests)
        return 1;
    struct ledger ledger = ledger_read(requests);
    free(requests);
    number_connections(&ledger);
    return show(argv[1], argv[2], &ledger, lasted);
}
