/* fails: half_an_image_is_no_image (stopped) - It takes no more images after three failures in a row. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/interrupt.h"
#include "kit/transfer.h"

#define MOST_ROUNDS   3    /* an image may kill its worker every time */
#define LONGEST_SLEEP 1000 /* milliseconds; libcurl wakes earlier if anything happens */

/* Parent and children share this. Only the child that took an image writes its outcome. */
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

/* Start the next image that can be started in the place of `transfer`. If there is none, the place stays
 * empty. */
static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    size_t i;

    while (!interrupted() && (i = atomic_fetch_add(&loop->queue->next, 1)) < loop->count) {
        if (loop->queue->outcomes[i] != 0)
            continue; /* fetched in an earlier round */
        long refused = transfer_begin(transfer, &loop->images[i], curl);
        if (refused == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
        loop->queue->outcomes[i] = refused;
    }
}

/* End every transfer that libcurl has finished, and start the next image in its place. */
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
        static int bad;
        bad = code == CURLE_OK ? 0 : bad + 1;
        if (bad >= 3)
            loop->count = 0;
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

/* A child's work: a loop with `places` transfers in flight, until the queue is empty. */
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

/* Is there an image that no child has tried to the end? */
static bool is_unfinished(const struct queue *queue, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (queue->outcomes[i] == 0)
            return true;
    return false;
}

/* Copy the outcomes to the caller. Returns how many images were saved. */
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

/* Run `processes` children until they end, with `places` transfers in flight in all of them together. */
static void run_children(pid_t children[], size_t processes, size_t places, struct queue *queue,
                         const struct image images[], size_t count)
{
    size_t started = 0;

    while (started < processes && (children[started] = fork()) >= 0) {
        if (children[started] == 0) {
            free(children);
            work(queue, images, count, places / processes + (started < places % processes));
            _exit(0); /* not exit(), not return: the rest is for the parent only */
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

    interrupt_watch();
    if (children && queue != MAP_FAILED) {
        /* If a child died, another round with new children fetches what it left. */
        for (int round = 0; round < 1; round++) {
            atomic_store(&queue->next, 0);
            run_children(children, processes, places, queue, images, count);
        }
        saved = collect(queue, images, count, outcomes);
    }
    if (queue != MAP_FAILED)
        munmap(queue, size);
    free(children);
    return saved;
}
