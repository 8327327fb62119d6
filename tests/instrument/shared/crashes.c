/*
 * crashes.c - report a child's crash in words that the harness looks for. Otherwise only the parent learns of
 * it, and it may ignore the status.
 *
 * The harness itself sees how the program's first process ends.
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
    /* Restore the default action: the signal comes again as soon as we return, because it is blocked until
     * then. */
    raise(signal);
}

__attribute__((constructor)) static void catch_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXFSZ, SIGXCPU, SIGSYS};
    static char room[ROOM_FOR_HANDLER]; /* a stack for the handler, in case endless recursion has used up the
                                           normal one */
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room};
    struct sigaction tell = {.sa_handler = tell_of_crash, .sa_flags = (int)(SA_RESETHAND | SA_ONSTACK)};

    first = getpid();
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &tell, NULL);
}
