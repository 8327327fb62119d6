/*
 * probe.c - check that this flavour's instrument works on this machine. This program first does right, which
 * must not be reported, and then wrong, which must be. tests/harness/launch/instruments.c runs it before it
 * trusts the instrument.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reports.h"

/* Defined in the build with AddressSanitizer. */
int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int locked, unlocked; /* counters, with and without the lock */

static void *count(void *wrong)
{
    pthread_mutex_lock(&lock);
    locked++;
    pthread_mutex_unlock(&lock);
    if (wrong)
        unlocked++;
    return NULL;
}

static void count_twice(void *wrong)
{
    pthread_t threads[2];

    for (int t = 0; t < 2; t++)
        if (pthread_create(&threads[t], NULL, count, wrong) != 0)
            abort();
    for (int t = 0; t < 2; t++)
        pthread_join(threads[t], NULL);
}

/* A child allocates memory, and loses it if `wrong`. */
static void allocate_in_a_child(int wrong)
{
    pid_t child = fork();

    if (child == 0) {
        char *volatile memory = malloc(1000);
        if (!wrong)
            free(memory);
        memory = NULL;
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

/* The pointer is volatile, so that the compiler does not know the size of its target. Otherwise
 * UndefinedBehaviorSanitizer of gcc 15 would report this before AddressSanitizer does. */
static int read_behind(void)
{
    static volatile size_t size = 1000;
    char *volatile memory = calloc(1, size);

    return memory ? memory[size] : 0;
}

int main(void)
{
    static char wrong;

    dprintf(reports_file(), "begun\n");
    count_twice(NULL);
    if (__lsan_do_recoverable_leak_check) {
        allocate_in_a_child(0);
        __lsan_do_recoverable_leak_check();
    }
    dprintf(reports_file(), "right\n");
    if (!__lsan_do_recoverable_leak_check) {
        count_twice(&wrong);
        return 0;
    }
    allocate_in_a_child(1);
    return read_behind();
}
