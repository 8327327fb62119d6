/*
 * child_lsan_stack.c - check children for leaks. LeakSanitizer checks in exit(), which a forked child must
 * not call.
 *
 * Linked into the build with AddressSanitizer, with --wrap=_exit and --wrap=fork.
 *
 * LeakSanitizer reports memory that no pointer leads to, and also searches the stack and the registers. For a
 * child that ends in the middle of a function, this is wrong in both directions. Memory of the parent may
 * look lost, because the compiler dropped a pointer that the child does not use. Memory lost by the child may
 * look reachable through a register that was not reused. So keep the stack and the registers as they were at
 * the fork, and clear them at the end.
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

/* From the C library: the begin of the first thread's stack. Arguments and environment lie above. */
extern void *__libc_stack_end;

static bool is_child;   /* a child that has kept its parent's stack */
static int exit_status; /* kept off the stack, which is cleared */

/* The end of this thread's stack, and whether this is the first thread. */
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

/* Copy word by word: memcpy() would stop at the guards that AddressSanitizer places between variables. */
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

/* Called without return: clear the stack above, and end. */
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
        /* The registers that survive a call. Save them on the stack first, where they are cleared. */
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
