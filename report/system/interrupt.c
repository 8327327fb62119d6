/*
 * interrupt.c - note a signal, and die of it after cleaning up.
 *
 * If a script or an editor signals only make, we receive nothing: make stops catching the signal and waits
 * for us. So we check once a second whether make still catches SIGINT.
 */
#include "interrupt.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

volatile sig_atomic_t interrupted;

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
static char parent_status[40];

static void note(int signal)
{
    interrupted = signal;
}

/* Whether our parent is make and catches SIGINT. Async-signal-safe. */
static bool make_catches(void)
{
    static const char name[] = "Name:\tmake\n", mark[] = "SigCgt:\t";
    char text[4096];
    int file = open(parent_status, O_RDONLY | O_CLOEXEC);
    ssize_t length = file == -1 ? -1 : read(file, text, sizeof text - 1);

    if (file != -1)
        close(file);
    text[length > 0 ? length : 0] = '\0';
    if (strncmp(text, name, strlen(name)) != 0)
        return false;
    const char *mask = strstr(text, mark);
    /* 16 hexadecimal digits; SIGINT is the second bit of the last one. */
    return mask && mask + strlen(mark) + 16 <= text + length &&
           strchr("2367abefABEF", mask[strlen(mark) + 15]);
}

static void look_at_make(int signal)
{
    (void)signal;
    if (!make_catches())
        interrupted = SIGINT;
}

static void handle_all(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}; /* no SA_RESTART: poll() must return */

    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaction(signals[i], &action, NULL);
}

void catch_interrupts(void)
{
    struct sigaction look = {.sa_handler = look_at_make, .sa_flags = SA_RESTART};
    struct itimerval second = {{1, 0}, {1, 0}};

    handle_all(note);
    snprintf(parent_status, sizeof parent_status, "/proc/%ld/status", (long)getppid());
    if (!make_catches())
        return;
    sigaction(SIGALRM, &look, NULL);
    setitimer(ITIMER_REAL, &second, NULL);
}

void restore_interrupts(void)
{
    handle_all(SIG_DFL);
}

void die_of_interrupt(void)
{
    int signal = interrupted;

    restore_interrupts();
    raise(signal);
    exit(EXIT_FAILURE);
}
