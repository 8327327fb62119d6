/*
 * interrupt.c - noting a signal, and dying of it once everything is tidy.
 */
#include "interrupt.h"

#include <stddef.h>
#include <stdlib.h>

volatile sig_atomic_t interrupted;

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static void note(int signal)
{
    interrupted = signal;
}

static void handle_all(void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}; /* no SA_RESTART: poll() must return */

    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaction(signals[i], &action, NULL);
}

void catch_interrupts(void)
{
    handle_all(note);
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
