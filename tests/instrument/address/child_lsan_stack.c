/*
 * child_lsan_stack.c - look for leaks in a child, too: LeakSanitizer does so in exit(), which a forked child
 * must not call.
 *
 * Linked into the build with AddressSanitizer, with --wrap=_exit and --wrap=fork.
 *
 * LeakSanitizer takes for lost what no pointer leads to, and looks for pointers on the stack and in the
 * registers as well. For a child that ends in the middle of a function that is wrong in both directions. What
 * its parent had allocated before the fork is not the child's to free, but no pointer may be left to it where
 * the compiler knows that the child does not use it. And what the child itself has lost may be led to by a
 * register that nobody has used since. So stack and registers are kept as they were at the fork, and
 * forgotten at the end.
 */
#include <pthread.h>
#include <sanitizer/lsan_interface.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "mappings.h"

void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
pid_t __real_fork(void);
pid_t __wrap_fork(void);

/* The C library's: where the first thread's stack begins. Above it there are arguments and environment. */
extern void *__libc_stack_end;

static bool is_child;   /* and has kept its parent's stack */
static int exit_status; /* where it is not forgotten */

/* The end of this thread's stack, and whether it is the first thread's. */
static char *top_of_stack(bool *first)
{
    pthread_attr_t attributes;
    void *base = NULL;
    size_t size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &base, &size);
        pthread_attr_destroy(&attributes);
    }
    char *top = (char *)base + size, *beginning = __libc_stack_end;
    *first = beginning > (char *)base && beginning < top;
    return *first ? beginning : top;
}

/* Word by word, since memcpy() would be stopped at the guards that AddressSanitizer lays between variables.
 */
__attribute__((no_sanitize("address", "undefined"), noinline)) static void
copy_words(volatile uintptr_t *to, const volatile uintptr_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] = from[i];
}

__attribute__((noinline)) static void keep_stack(void)
{
    ucontext_t registers;
    bool first;
    const char *top = top_of_stack(&first), *bottom = (const char *)&registers;

    getcontext(&registers);
    if (top <= bottom)
        return;
    size_t words = (size_t)(top - bottom) / sizeof(uintptr_t), bytes = words * sizeof(uintptr_t);
    void *copy = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED)
        return;
    copy_words(copy, (const volatile uintptr_t *)bottom, words);
    __lsan_register_root_region(copy, bytes);
    is_child = first;
}

pid_t __wrap_fork(void)
{
    pid_t child = __real_fork();

    if (child == 0) {
        keep_stack();
        keep_mappings();
    }
    return child;
}

/* Where the caller is never returned to: forget all that is on the stack above, and end. */
__attribute__((no_sanitize("address", "undefined"), noinline, noreturn)) static void
forget_and_exit(char *top)
{
    volatile uintptr_t *above = (volatile uintptr_t *)__builtin_frame_address(0) + 2;

    for (; above < (volatile uintptr_t *)top; above++)
        *above = 0;
    __lsan_do_recoverable_leak_check();
    __real__exit(exit_status);
}

void __wrap__exit(int status)
{
    bool first;

    exit_status = status;
    if (is_child) {
        char *top = top_of_stack(&first);
        /* The registers that outlive a call. They are saved on the stack first, and forgotten there. */
#if defined __x86_64__
        __asm__ volatile("xor %%ebx, %%ebx; xor %%r12d, %%r12d; xor %%r13d, %%r13d; xor %%r14d, %%r14d;"
                         "xor %%r15d, %%r15d" ::
                             : "rbx", "r12", "r13", "r14", "r15");
#elif defined __aarch64__
        __asm__ volatile("mov x19, 0; mov x20, 0; mov x21, 0; mov x22, 0; mov x23, 0; mov x24, 0;"
                         "mov x25, 0; mov x26, 0; mov x27, 0; mov x28, 0" ::
                             : "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28");
#endif
        forget_and_exit(top);
    }
    __lsan_do_recoverable_leak_check();
    __real__exit(status);
}
