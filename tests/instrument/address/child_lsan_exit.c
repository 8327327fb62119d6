/*
 * child_lsan_exit.c - report leaks and memory errors of a child, however it ends, even if it has closed its
 * standard error, to which LeakSanitizer writes.
 *
 * Linked into the build with AddressSanitizer, together with child_lsan_stack.c and --wrap for each __wrap_
 * function here.
 */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sanitizer/lsan_interface.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "../shared/reports.h"
#include "curlmsg_lifetime.h"
#include "lab_calls.h"
#include "mappings.h"

#define MAX_CHECKED_OF_CROWD 8

/* gcc has no header that declares it. */
size_t __sanitizer_get_current_allocated_bytes(void);
void __asan_on_error(void);
int __real___lsan_do_recoverable_leak_check(void);
int __wrap___lsan_do_recoverable_leak_check(void);
void __wrap__Exit(int status) __attribute__((noreturn));
void __wrap_quick_exit(int status) __attribute__((noreturn));
void __real_exit(int status) __attribute__((noreturn));
void __wrap_exit(int status) __attribute__((noreturn));
void __real_abort(void) __attribute__((noreturn));
void __wrap_abort(void) __attribute__((noreturn));
int __real_kill(pid_t process, int number);
int __wrap_kill(pid_t process, int number);
int __real_raise(int number);
int __wrap_raise(int number);
long __real_syscall(long number, ...);
long __wrap_syscall(long number, ...);

/* Shared with the children; NULL if mmap() failed. */
static struct {
    atomic_uint checked;       /* children that LeakSanitizer has checked */
    atomic_uint losers;        /* children that have lost memory */
    atomic_uint misusers;      /* children that AddressSanitizer has stopped */
    pthread_mutex_t reporting; /* two reports at once would be mixed up */
} * shared;
static pid_t parent;
static unsigned most_checked; /* LeakSanitizer is slow: of many children, check only this many */

__attribute__((constructor)) static void share(void)
{
    void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;

    parent = getpid();
    most_checked = getenv("CROWD") ? MAX_CHECKED_OF_CROWD : UINT_MAX;
    if (memory == MAP_FAILED)
        return;
    shared = memory;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&shared->reporting, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

/* AddressSanitizer calls this before it reports. It then ends the process, which releases the lock. */
void __asan_on_error(void)
{
    reports_redirect(); /* the process may come from clone(), without our fork() */
    if (shared && getpid() != parent)
        atomic_fetch_add(&shared->misusers, 1);
    if (shared && pthread_mutex_lock(&shared->reporting) == EOWNERDEAD)
        pthread_mutex_consistent(&shared->reporting);
}

/* A function that has returned may leave a pointer in the stack area where the leak check's frames come to
 * lie. */
__attribute__((no_sanitize("address", "undefined"), noinline)) static void forget_dead_frames(void)
{
    volatile uintptr_t dead[2048];

    for (size_t i = 0; i < sizeof dead / sizeof dead[0]; i++)
        dead[i] = 0;
}

/* Every leak check, in any process, calls this. */
int __wrap___lsan_do_recoverable_leak_check(void)
{
    sigset_t all, before;

    if (shared && getpid() != parent && atomic_fetch_add(&shared->checked, 1) >= most_checked)
        return 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); /* no handler may hide or free memory meanwhile */
    disguise_messages();
    forget_dead_frames();
    int found = __real___lsan_do_recoverable_leak_check();
    disguise_messages();

    if (shared && getpid() != parent)
        atomic_fetch_add(&shared->losers, found != 0);
    else if (shared && atomic_load(&shared->losers) > 0)
        dprintf(reports_file(), "ERROR: LeakSanitizer: a child has lost memory\n");
    if (shared && getpid() == parent && atomic_load(&shared->misusers) > 0)
        dprintf(reports_file(), "ERROR: AddressSanitizer: a child has misused memory\n");
    if (getpid() == parent)
        note_memory(__sanitizer_get_current_allocated_bytes() + mapped_bytes());
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return found;
}

/* Other ways to end than _exit(), which checks for leaks. Each calls it. */
void __wrap__Exit(int status)
{
    _exit(status);
}

void __wrap_quick_exit(int status)
{
    _exit(status);
}

static void check_child(void)
{
    if (getpid() != parent)
        __lsan_do_recoverable_leak_check();
}

void __wrap_exit(int status)
{
    check_child();
    __real_exit(status);
}

void __wrap_abort(void)
{
    check_child();
    __real_abort();
}

int __wrap_kill(pid_t process, int number)
{
    if (process == getpid() && number != 0)
        check_child();
    return __real_kill(process, number);
}

int __wrap_raise(int number)
{
    check_child();
    return __real_raise(number);
}

/* Always pass six arguments on. Those that the caller did not give come from its frame, where
 * AddressSanitizer may have placed a guard. */
__attribute__((no_sanitize("address", "undefined"))) long __wrap_syscall(long number, ...)
{
    long given[6];
    va_list arguments;

    va_start(arguments, number);
    for (size_t i = 0; i < 6; i++)
        given[i] = va_arg(arguments, long);
    va_end(arguments);
    if (number == SYS_exit || number == SYS_exit_group || number == SYS_execve)
        check_child();
    return __real_syscall(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
