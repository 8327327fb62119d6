/*
 * checkpoint.c - a moment at which an observer, such as a test, may examine the program.
 */
#include "checkpoint.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Defined only in some builds. */
int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

int checkpoint(int descriptor, const char *where, size_t step, size_t number)
{
    char go;

    if (descriptor < 0)
        return 0;
    if (dprintf(descriptor, "%s %zu %zu\n", where, step, number) < 0)
        return -1;
    /* Not read(), which takes another path through the C library once threads have run. The tests recognise
     * this code by the place where it waits. */
    return syscall(SYS_read, descriptor, &go, 1) == 1 ? 0 : -1;
}

void check_for_leaks(void)
{
    if (__lsan_do_recoverable_leak_check)
        __lsan_do_recoverable_leak_check();
}
