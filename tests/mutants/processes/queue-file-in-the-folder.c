/* fails: an_error_page_is_no_image (nothing_is_left_behind) - It leaves its queue file where an image failed. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    atomic_size_t next;
    _Atomic long outcomes[];
};

static void child(struct shared *shared, const struct image images[], size_t count)
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && (i = atomic_fetch_add(&shared->next, 1)) < count)
        shared->outcomes[i] = fetch_image(&images[i], curl);
    curl_easy_cleanup(curl);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t bytes = sizeof(struct shared) + count * sizeof(_Atomic long), started = 0, saved = 0;
    pid_t *pids = calloc(workers, sizeof *pids);
    int memory = open("queue.bin", O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    struct shared *shared = MAP_FAILED;
    if (memory >= 0 && ftruncate(memory, bytes) == 0)
        shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    if (memory >= 0)
        close(memory);

    if (!pids || shared == MAP_FAILED) {
        free(pids);
        return 0;
    }
    for (; started < workers && started < count; started++) {
        pids[started] = fork();
        if (pids[started] < 0)
            break;
        if (pids[started] == 0) {
            free(pids);
            child(shared, images, count);
            _exit(0);
        }
    }
    for (size_t c = 0; c < started; c++)
        waitpid(pids[c], NULL, 0);
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    munmap(shared, bytes);
    if (saved == count)
        unlink("queue.bin");
    free(pids);
    return saved;
}
