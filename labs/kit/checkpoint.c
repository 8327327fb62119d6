/*
 * checkpoint.c - a moment at which a watcher, such as a test, may look at the program.
 */
#include "checkpoint.h"

#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Only some builds have it. */
int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

int checkpoint(int descriptor, const char *where, size_t step, size_t number)
{
    char go;

    if (descriptor < 0)
        return 0;
    if (dprintf(descriptor, "%s %zu %zu\n", where, step, number) < 0)
        return -1;
    /* Not read(), which takes another way through the C library once there were threads. The tests know this
     * code by the place where it waits. */
    return syscall(SYS_read, descriptor, &go, 1) == 1 ? 0 : -1;
}

void check_for_leaks(void)
{
    if (__lsan_do_recoverable_leak_check)
        __lsan_do_recoverable_leak_check();
}
