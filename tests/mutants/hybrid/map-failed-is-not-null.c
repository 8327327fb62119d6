/* fails: failing_calls_are_survived (report); flavours: address - mAP_FAILED is taken for memory. */
/*
 * hybrid.c - a few processes, each with an event loop of its own, all taking from one queue.
 *
 * One loop waits for many replies, but computes on one processor only. As many loops as there are processors
 * use them all. This is what the labs processes and async taught, put together: the queue in shared memory of
 * the one, the loop of the other.
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds; libcurl wakes earlier for whatever happens */

/* What parent and children share. Each outcome is written by the child that took the image, by nobody else.
 */
struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

/* The loop of one child. */
struct loop {
    const struct image *images;
    size_t count;
    struct queue *queue;
    size_t in_flight; /* transfers that have begun and not ended */
    CURLM *multi;
};

static size_t at_most(size_t value, size_t most)
{
    return value < most ? value : most;
}

static size_t at_least(size_t value, size_t least)
{
    return value > least ? value : least;
}

/* One loop for each processor, but never one with a single transfer: that would be no loop. */
static size_t count_processes(size_t workers)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return at_least(1, at_most(workers / 2, at_least(2, processors > 0 ? (size_t)processors : 1)));
}

/* Give `transfer` the next image that can be started. Without one left its place stays empty. */
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

/* End every transfer that libcurl is done with, and let the next image have its place. */
static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURL *curl = message->easy_handle;
        CURLcode code = message->data.result; /* curl_multi_remove_handle() frees the message */
        struct transfer *transfer;

        curl_easy_getinfo(curl, CURLINFO_PRIVATE, (char **)&transfer);
        curl_multi_remove_handle(loop->multi, curl);
        loop->queue->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

static void run(struct loop *loop)
{
    int running;

    while (loop->in_flight > 0) {
        curl_multi_perform(loop->multi, &running);
        finish_ended(loop);
        if (loop->in_flight > 0)
            curl_multi_poll(loop->multi, NULL, 0, LONGEST_SLEEP, NULL);
    }
}

/* A child's life: a loop with `places` transfers in flight, until the queue is empty. */
static void work(struct queue *queue, const struct image images[], size_t count, size_t places)
{
    struct loop loop = {.images = images, .count = count, .queue = queue, .multi = curl_multi_init()};
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

/* Bring the outcomes home. Returns how many images were saved. */
static size_t collect(const struct queue *queue, const struct image images[], size_t count, long outcomes[])
{
    size_t saved = 0;

    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]); /* the child that took it has died */
    }
    return saved;
}

/* Run `processes` children to their end, with `places` transfers in flight between them. */
static void run_children(pid_t children[], size_t processes, size_t places, struct queue *queue,
                         const struct image images[], size_t count)
{
    size_t started = 0;

    while (started < processes && (children[started] = fork()) >= 0) {
        if (children[started] == 0) {
            free(children);
            work(queue, images, count, places / processes + (started < places % processes));
            _exit(0); /* not exit(), nor return: all that follows is the parent's to do */
        }
        started++;
    }
    for (size_t c = 0; c < started; c++)
        waitpid(children[c], NULL, 0);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t places = at_most(workers, count), processes = at_most(count_processes(workers), places);
    size_t size = sizeof(struct queue) + count * sizeof(_Atomic long), saved = 0;
    pid_t *children = calloc(processes + 1, sizeof *children);
    struct queue *queue = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (children && queue != NULL) {
        run_children(children, processes, places, queue, images, count);
        saved = collect(queue, images, count, outcomes);
    }
    if (queue != NULL)
        munmap(queue, size);
    free(children);
    return saved;
}
