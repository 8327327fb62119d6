/* lab: processes - makes system calls that nobody can wrap. refused: a system call without the C library */
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kit/image.h"

static void leave(void)
{
#if defined __x86_64__
    __asm__ volatile("syscall" ::"a"(SYS_exit_group), "D"(0));
#elif defined __aarch64__
    register long number __asm__("x8") = SYS_exit_group;
    __asm__ volatile("svc #0" ::"r"(number));
#endif
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    (void)images, (void)workers, (void)outcomes;
    if (fork() == 0) {
        *(volatile char *)malloc(1000) = 1;
        leave();
    }
    return count;
}
