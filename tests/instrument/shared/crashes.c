/*
 * crashes.c - a child that crashes says so, in words that the harness looks for: how it ended only its parent
 * is told, which may not care.
 *
 * Of the program's first process the harness sees the end by itself.
 */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "reports.h"

#define ROOM_FOR_HANDLER 16384

static pid_t first;

static void tell_of_crash(int signal)
{
    if (getpid() != first)
        dprintf(reports_file(), "ERROR: a child has crashed: signal %d\n", signal);
    /* By default then, as if we had not been there: as soon as we return, since it is blocked till then. */
    raise(signal);
}

__attribute__((constructor)) static void catch_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXFSZ, SIGXCPU, SIGSYS};
    static char room[ROOM_FOR_HANDLER]; /* where calls without end have used up the stack */
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction tell = {.sa_handler = tell_of_crash, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK)};

    first = getpid();
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &tell, NULL);
}
