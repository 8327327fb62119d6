/*
 * The caller runs one of the loops itself, so one process fewer is forked.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

struct loop {
    const struct image *images;
    size_t count, in_flight;
    struct queue *queue;
    CURLM *multi;
};

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    size_t i;

    while ((i = atomic_fetch_add(&loop->queue->next, 1)) < loop->count) {
        long refused = transfer_begin(transfer, &loop->images[i], curl);
        if (refused == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
        loop->queue->outcomes[i] = refused;
    }
}

static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result;
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(loop->multi, curl);
        loop->queue->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

/* A loop with `places` transfers in flight, until the queue is empty. */
static void work(struct queue *queue, const struct image images[], size_t count, size_t places)
{
    struct loop loop = {.images = images, .count = count, .queue = queue, .multi = curl_multi_init()};
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);
    int running;

    if (loop.multi && transfers && handles) {
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        while (loop.in_flight > 0) {
            curl_multi_poll(loop.multi, NULL, 0, LONGEST_SLEEP, NULL);
            curl_multi_perform(loop.multi, &running);
            finish_ended(&loop);
        }
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    free(transfers);
    free(handles);
}

/* One loop for each processor, none with a single transfer, and no more loops than images. */
static size_t count_processes(size_t workers, size_t count)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t processes = processors > 2 ? (size_t)processors : 2;

    if (processes > workers / 2)
        processes = workers > 1 ? workers / 2 : 1;
    return processes < count ? processes : count;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t places = workers < count ? workers : count, processes = count_processes(workers, count),
           forked = 0;
    size_t bytes = sizeof(struct queue) + count * sizeof(_Atomic long), saved = 0;
    struct queue *queue = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t *children = calloc(processes + 1, sizeof *children);

    if (processes > 0 && queue != MAP_FAILED && children) {
        /* All are forked before the caller makes a handle, so that none inherits its connections. */
        for (; forked + 1 < processes && (children[forked] = fork()) >= 0; forked++)
            if (children[forked] == 0) {
                work(queue, images, count, places / processes + (forked + 1 < places % processes));
                _exit(0);
            }
        work(queue, images, count, places / processes + (places % processes > 0));
        for (size_t c = 0; c < forked; c++)
            waitpid(children[c], NULL, 0);
        for (size_t i = 0; i < count; i++) {
            outcomes[i] = queue->outcomes[i];
            if (outcomes[i] == 0)
                transfer_abandon(&images[i]);
            saved += outcomes[i] == 200;
        }
    }
    if (queue != MAP_FAILED)
        munmap(queue, bytes);
    free(children);
    return saved;
}
