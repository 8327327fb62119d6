/*
 * leaks.c - look for leaks in a child, too: LeakSanitizer does so in exit(), which a forked child must not
 * call.
 *
 * Linked into the build with AddressSanitizer, with --wrap=_exit and --wrap=fork.
 *
 * A child that ends with _exit() owes nothing for what its parent had allocated before the fork. But its copy
 * of that may have no pointer left in the child, where the compiler knows that it is not used any more, and
 * would be called a leak. So what led to it at the fork, stack and registers, is kept for the search.
 */
#include <pthread.h>
#include <sanitizer/lsan_interface.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

void __real__exit(int status) __attribute__((noreturn));
void __wrap__exit(int status) __attribute__((noreturn));
pid_t __real_fork(void);
pid_t __wrap_fork(void);

static const char *top_of_stack(void)
{
    pthread_attr_t attributes;
    void *base = NULL;
    size_t size = 0;

    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &base, &size);
        pthread_attr_destroy(&attributes);
    }
    return (const char *)base + size;
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
    const char *top = top_of_stack(), *bottom = (const char *)&registers;

    getcontext(&registers);
    if (top < bottom)
        return;
    size_t words = (size_t)(top - bottom) / sizeof(uintptr_t);
    void *copy =
        mmap(NULL, words * sizeof(uintptr_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED)
        return;
    copy_words(copy, (const volatile uintptr_t *)bottom, words);
    __lsan_register_root_region(copy, words * sizeof(uintptr_t));
}

pid_t __wrap_fork(void)
{
    pid_t child = __real_fork();

    if (child == 0)
        keep_stack();
    return child;
}

void __wrap__exit(int status)
{
    __lsan_do_recoverable_leak_check();
    __real__exit(status);
}
