/*
 * leaks.c - look for leaks in a child, too: LeakSanitizer does so in exit(), which a forked child must not
 * call.
 *
 * Linked into the build with AddressSanitizer, with --wrap=_exit.
 */
#include <sanitizer/lsan_interface.h>
#include <unistd.h>

void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));

void __wrap__exit(int status)
{
    __lsan_do_recoverable_leak_check();
    __real__exit(status);
}
