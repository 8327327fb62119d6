/*
 * The children read numbers from one pipe and report outcomes over another, so no memory is shared at all.
 */
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct pipe_ends {
    int read, write;
};

/* Far smaller than PIPE_BUF, so reports of several children never mix. */
struct report {
    size_t image;
    long outcome;
};

static bool open_pipe(struct pipe_ends *ends)
{
    int descriptors[2];

    if (pipe2(descriptors, O_CLOEXEC) != 0)
        return false;
    *ends = (struct pipe_ends){descriptors[0], descriptors[1]};
    return true;
}

static void close_pipe(struct pipe_ends *ends)
{
    if (ends->read >= 0)
        close(ends->read);
    if (ends->write >= 0)
        close(ends->write);
}

static void work(int queue, int reports, const struct image images[])
{
    CURL *curl = curl_easy_init();
    size_t i;

    while (curl && read(queue, &i, sizeof i) == (ssize_t)sizeof i) {
        struct report report = {i, fetch_image(&images[i], curl)};
        if (write(reports, &report, sizeof report) != (ssize_t)sizeof report)
            break;
    }
    curl_easy_cleanup(curl);
}

/*
 * Write numbers while the queue takes them, and read reports until no child is left that could write one. The
 * parent keeps the reading end of the queue open, so no write can end in SIGPIPE.
 */
static void serve(struct pipe_ends *queue, struct pipe_ends *reports, size_t count, long outcomes[])
{
    struct report report;
    size_t next = 0;

    fcntl(queue->write, F_SETFL, O_NONBLOCK);
    for (;;) {
        if (next == count && queue->write >= 0) {
            close(queue->write);
            queue->write = -1;
        }
        struct pollfd ends[] = {{reports->read, POLLIN, 0}, {queue->write, POLLOUT, 0}};
        if (poll(ends, 2, -1) < 0)
            continue; /* interrupted */
        if (ends[1].revents && write(queue->write, &next, sizeof next) == (ssize_t)sizeof next)
            next++;
        if (ends[0].revents && read(reports->read, &report, sizeof report) == (ssize_t)sizeof report)
            outcomes[report.image] = report.outcome;
        else if (ends[0].revents)
            return;
    }
}

static size_t start_children(pid_t children[], size_t wanted, struct pipe_ends *queue,
                             struct pipe_ends *reports, const struct image images[])
{
    size_t started = 0;

    while (started < wanted && (children[started] = fork()) >= 0) {
        if (children[started] == 0) {
            free(children);
            close(queue->write); /* or the queue would never be at its end */
            close(reports->read);
            work(queue->read, reports->write, images);
            _exit(0);
        }
        started++;
    }
    close(reports->write);
    reports->write = -1;
    return started;
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    size_t wanted = workers < count ? workers : count, saved = 0;
    pid_t *children = calloc(wanted + 1, sizeof *children);
    struct pipe_ends queue = {-1, -1}, reports = {-1, -1};

    for (size_t i = 0; i < count; i++)
        outcomes[i] = 0;
    if (children && open_pipe(&queue) && open_pipe(&reports)) {
        size_t started = start_children(children, wanted, &queue, &reports, images);
        serve(&queue, &reports, count, outcomes);
        for (size_t c = 0; c < started; c++)
            waitpid(children[c], NULL, 0);
    }
    close_pipe(&queue);
    close_pipe(&reports);
    free(children);
    for (size_t i = 0; i < count; i++)
        if (outcomes[i] == 200)
            saved++;
        else if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
    return saved;
}
