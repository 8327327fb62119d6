/*
 * A lock in shared memory, waited for by futex(2).
 */
#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    atomic_int lock; /* 0 free, 1 taken, 2 taken and waited for */
    size_t next;
    long outcomes[];
};

static void lock(atomic_int *lock)
{
    int seen = 0;

    if (atomic_compare_exchange_strong(lock, &seen, 1))
        return;
    if (seen != 2)
        seen = atomic_exchange(lock, 2);
    while (seen != 0) {
        syscall(SYS_futex, lock, FUTEX_WAIT, 2, NULL, NULL, 0);
        seen = atomic_exchange(lock, 2);
    }
}

static void unlock(atomic_int *lock)
{
    if (atomic_exchange(lock, 0) == 2)
        syscall(SYS_futex, lock, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static size_t take(struct shared *s, size_t count)
{
    lock(&s->lock);
    size_t i = s->next < count ? s->next++ : count;
    unlock(&s->lock);
    return i;
}

static void work(struct shared *s, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = take(s, count)) < count)
        s->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
    _exit(0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct shared) + count * sizeof(long), n = workers < count ? workers : count,
           started = 0, saved = 0;
    struct shared *s = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (s == MAP_FAILED)
        return 0;

    for (; started < n; started++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0)
            work(s, images, count);
    }
    while (wait(NULL) > 0 || errno == EINTR)
        continue;

    for (size_t i = 0; i < count; i++) {
        outcomes[i] = s->outcomes[i];
        saved += outcomes[i] == 200;
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(s, bytes);
    return saved;
}
