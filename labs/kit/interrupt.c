/*
 * interrupt.c - Ctrl-C, for a program that first finishes what it has begun.
 */
#include "interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* A signal handler may set this, and other threads may read it. Few types allow both. */
static atomic_bool noted;

static void note(int signal)
{
    (void)signal;
    atomic_store(&noted, true);
}

void interrupt_watch(void)
{
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_RESETHAND};

    sigaction(SIGINT, &action, NULL);
}

bool interrupted(void)
{
    return atomic_load(&noted);
}
