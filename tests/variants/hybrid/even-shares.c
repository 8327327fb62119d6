/*
 * The places are shared out by rounding, the list from its end, and curl_multi_wait() sleeps.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct shared {
    atomic_size_t left; /* images 0 to left - 1 are not taken yet */
    _Atomic long outcomes[];
};

struct loop {
    const struct image *images;
    struct shared *shared;
    CURLM *multi;
    size_t in_flight;
};

/* One loop for each processor, none with a single transfer, and no more loops than images. */
static size_t count_processes(size_t workers, size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t processes = processors > 2 ? (size_t)processors : 2;

    if (processes > workers / 2)
        processes = workers > 1 ? workers / 2 : 1;
    return processes < count ? processes : count;
}

/* The number of images left, including the one taken now; 0 if there is none. */
static size_t take(struct shared *shared)
{
    size_t left = shared->left;

    while (left > 0 && !atomic_compare_exchange_weak(&shared->left, &left, left - 1))
        continue;
    return left;
}

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    size_t number;

    while ((number = take(loop->shared)) > 0) {
        long refused = transfer_begin(transfer, &loop->images[number - 1], curl);
        if (refused == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
        loop->shared->outcomes[number - 1] = refused;
    }
}

static void run(struct loop *loop)
{
    int running, left;
    CURLMsg *message;

    while (loop->in_flight > 0) {
        curl_multi_wait(loop->multi, NULL, 0, LONGEST_SLEEP, NULL);
        curl_multi_perform(loop->multi, &running);
        while ((message = curl_multi_info_read(loop->multi, &left))) {
            CURL *curl = message->easy_handle;
            CURLcode code = message->data.result;
            struct transfer *transfer;
            curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
            curl_multi_remove_handle(loop->multi, curl);
            loop->shared->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
            loop->in_flight--;
            start_next(loop, transfer, curl);
        }
    }
}

static void work(struct shared *shared, const struct image images[], size_t places)
{
    struct loop loop = {.images = images, .shared = shared, .multi = curl_multi_init()};
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);

    if (loop.multi && transfers && handles) {
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        run(&loop);
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
}

static size_t collect(struct shared *shared, const struct image images[], size_t count, long outcomes[])
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++) {
        outcomes[i] = shared->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    }
    return saved;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t processes = count_processes(workers, count), started = 0;
    size_t places = workers < count ? workers : count, bytes = sizeof(struct shared) + count * sizeof(long);
    struct shared *shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t *children = calloc(processes + 1, sizeof *children);
    size_t saved = 0;

    if (shared != MAP_FAILED && children) {
        shared->left = count;
        for (size_t c = 0; c < processes && (children[c] = fork()) >= 0; c++, started++)
            if (children[c] == 0) {
                work(shared, images, places * (c + 1) / processes - places * c / processes);
                _exit(0);
            }
        for (size_t c = 0; c < started; c++)
            waitpid(children[c], NULL, 0);
        saved = collect(shared, images, count, outcomes);
    }
    if (shared != MAP_FAILED)
        munmap(shared, bytes);
    free(children);
    return saved;
}
