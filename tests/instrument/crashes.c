/*
 * crashes.c - a process that crashes says so, in the words that the harness looks for from sanitizers.
 */
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

/* A child that reads beyond the end of the list may do so when all is saved, and then nobody asks why it
 * died. */
static void tell_of_crash(int signal)
{
    static const char *const texts[] = {
        [SIGSEGV] = "SEGV, memory that is not there",
        [SIGBUS] = "BUS, memory that is not there",
        [SIGABRT] = "ABRT, often memory that was overwritten",
        [SIGFPE] = "FPE, a division by zero",
    };

    /* On standard error, where the harness looks for what sanitizers have to say. */
    dprintf(STDERR_FILENO, "ERROR: a process of the program has crashed: %s\n", texts[signal]);
    /* By default then, as if we had not been there: the instruction is tried again, or abort() goes on. */
}

__attribute__((constructor)) static void catch_crashes(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
    struct sigaction tell = {.sa_handler = tell_of_crash, .sa_flags = (int)SA_RESETHAND};

    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        sigaction(crashes[i], &tell, NULL);
}
