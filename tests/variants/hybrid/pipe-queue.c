/*
 * The queue is a pipe that each loop watches while it has a free place, and outcomes come back over another.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define LONGEST_SLEEP 1000 /* milliseconds */

struct pipes {
    int queue[2], reports[2]; /* reading end, writing end; -1 once it is closed */
};

struct report {
    size_t image;
    long outcome;
};

/* One of the transfers that a child may have in flight; those that are free are in a list. */
struct place {
    struct transfer transfer;
    CURL *curl;
    struct place *next;
};

struct loop {
    const struct image *images;
    const struct pipes *pipes;
    CURLM *multi;
    struct place *free_places;
    size_t in_flight;
    bool queue_ended;
};

static void shut(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

static void report(const struct loop *loop, size_t image, long outcome)
{
    struct report report = {image, outcome};

    /* The parent reads until we are gone, so this cannot fail while it lives. */
    if (write(loop->pipes->reports[1], &report, sizeof report) != (ssize_t)sizeof report)
        _exit(1);
}

/* Take images off the queue as long as there are some, and places for them. */
static void fill_places(struct loop *loop)
{
    ssize_t got;
    size_t i;

    while (loop->free_places && !loop->queue_ended) {
        struct place *place = loop->free_places;
        got = read(loop->pipes->queue[0], &i, sizeof i);
        if (got == 0)
            loop->queue_ended = true;
        if (got != (ssize_t)sizeof i)
            return; /* nothing for the moment, or nothing more */
        long refused = transfer_begin(&place->transfer, &loop->images[i], place->curl);
        if (refused != 0) {
            report(loop, i, refused);
            continue;
        }
        loop->free_places = place->next;
        curl_easy_setopt(place->curl, CURLOPT_PRIVATE, place);
        curl_multi_add_handle(loop->multi, place->curl);
        loop->in_flight++;
    }
}

static void finish_ended(struct loop *loop)
{
    CURLMsg *message;
    int left;

    while ((message = curl_multi_info_read(loop->multi, &left))) {
        CURLcode code = message->data.result;
        struct place *place;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&place);
        curl_multi_remove_handle(loop->multi, place->curl);
        report(loop, (size_t)(place->transfer.image - loop->images), transfer_end(&place->transfer, code));
        place->next = loop->free_places;
        loop->free_places = place;
        loop->in_flight--;
    }
}

static void run(struct loop *loop)
{
    int running;

    fill_places(loop);
    while (loop->in_flight > 0 || !loop->queue_ended) {
        struct curl_waitfd queue = {.fd = loop->pipes->queue[0], .events = CURL_WAIT_POLLIN};
        unsigned wanted = loop->free_places && !loop->queue_ended;
        curl_multi_perform(loop->multi, &running);
        finish_ended(loop);
        fill_places(loop);
        if (loop->in_flight > 0 || !loop->queue_ended)
            curl_multi_poll(loop->multi, &queue, wanted, LONGEST_SLEEP, NULL);
    }
}

static void work(const struct pipes *pipes, const struct image images[], size_t size)
{
    struct loop loop = {.images = images, .pipes = pipes, .multi = curl_multi_init()};
    struct place *places = calloc(size + 1, sizeof *places);

    for (size_t p = 0; places && p < size; p++)
        if ((places[p].curl = curl_easy_init())) {
            places[p].next = loop.free_places;
            loop.free_places = &places[p];
        }
    if (loop.multi && loop.free_places)
        run(&loop);
    for (size_t p = 0; places && p < size; p++)
        curl_easy_cleanup(places[p].curl);
    curl_multi_cleanup(loop.multi);
    free(places);
}

/* Feed the queue and gather reports until no child is left that holds the other end. */
static void serve(struct pipes *pipes, size_t count, long outcomes[])
{
    struct report report;
    size_t next = 0;

    for (;;) {
        if (next == count)
            shut(&pipes->queue[1]);
        struct pollfd ends[] = {{pipes->reports[0], POLLIN, 0}, {pipes->queue[1], POLLOUT, 0}};
        if (poll(ends, 2, -1) < 0)
            continue;
        if (ends[1].revents && write(pipes->queue[1], &next, sizeof next) == (ssize_t)sizeof next)
            next++;
        if (!ends[0].revents)
            continue;
        if (read(pipes->reports[0], &report, sizeof report) != (ssize_t)sizeof report)
            return;
        outcomes[report.image] = report.outcome;
    }
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
    struct pipes pipes = {{-1, -1}, {-1, -1}};
    size_t places = workers < count ? workers : count, processes = count_processes(workers, count),
           started = 0;
    pid_t *children = calloc(processes + 1, sizeof *children);
    size_t saved = 0;

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (children && pipe2(pipes.queue, O_CLOEXEC | O_NONBLOCK) == 0 && pipe2(pipes.reports, O_CLOEXEC) == 0) {
        while (started < processes && (children[started] = fork()) >= 0) {
            if (children[started] == 0) {
                shut(&pipes.queue[1]);
                shut(&pipes.reports[0]);
                work(&pipes, images, places / processes + (started < places % processes));
                _exit(0);
            }
            started++;
        }
        shut(&pipes.reports[1]);
        serve(&pipes, count, outcomes);
    }
    for (size_t c = 0; c < started; c++)
        waitpid(children[c], NULL, 0);
    for (size_t p = 0; p < 2; p++) {
        shut(&pipes.queue[p]);
        shut(&pipes.reports[p]);
    }
    free(children);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    return saved;
}
