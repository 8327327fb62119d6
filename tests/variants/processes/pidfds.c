/*
 * The children are waited for in the order in which they end, through descriptors that stand for them.
 */
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct shared {
    atomic_size_t left; /* images 0 to left - 1 are not taken yet */
    _Atomic long outcomes[];
};

static size_t take(struct shared *shared)
{
    size_t left = shared->left;

    while (left > 0 && !atomic_compare_exchange_weak(&shared->left, &left, left - 1))
        continue;
    return left;
}

static _Noreturn void live(struct shared *shared, const struct image images[])
{
    CURL *curl = curl_easy_init();

    for (size_t number; curl && (number = take(shared)) > 0;)
        shared->outcomes[number - 1] = fetch_image(&images[number - 1], curl);
    curl_easy_cleanup(curl);
    _exit(EXIT_SUCCESS);
}

/* Reap each child as soon as its descriptor says that it has ended. */
static void reap(struct pollfd descriptors[], const pid_t children[], size_t started)
{
    size_t left = started;

    while (left > 0) {
        if (poll(descriptors, started, -1) < 0 && errno != EINTR)
            return;
        for (size_t c = 0; c < started; c++) {
            if (descriptors[c].fd < 0 || !(descriptors[c].revents & POLLIN))
                continue;
            waitpid(children[c], NULL, 0);
            close(descriptors[c].fd);
            descriptors[c].fd = -1;
            left--;
        }
    }
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, started = 0, saved = 0;
    size_t bytes = sizeof(struct shared) + count * sizeof(_Atomic long);
    struct shared *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct pollfd *descriptors = calloc(wanted + 1, sizeof *descriptors);
    pid_t *children = calloc(wanted + 1, sizeof *children);

    if (shared != MAP_FAILED && descriptors && children) {
        shared->left = count;
        while (started < wanted) {
            pid_t child = fork();
            if (child == 0) {
                free(descriptors);
                free(children);
                live(shared, images);
            }
            if (child < 0)
                break;
            int descriptor = (int)syscall(SYS_pidfd_open, child, 0);
            if (descriptor < 0) {
                waitpid(child, NULL, 0); /* it does all the work that is left */
                break;
            }
            descriptors[started] = (struct pollfd){descriptor, POLLIN, 0};
            children[started++] = child;
        }
        reap(descriptors, children, started);
    }
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared != MAP_FAILED ? shared->outcomes[i] : 0;
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    if (shared != MAP_FAILED)
        munmap(shared, bytes);
    free(descriptors);
    free(children);
    return saved;
}
