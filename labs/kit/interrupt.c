/*
 * interrupt.c - Ctrl-C, for a program that would rather finish what it has begun.
 */
#include "interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

/* Of what a handler may touch, this is all that other threads may read, too. */
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
