/*
 * Each child's loop is its own, on epoll, told by libcurl what to watch with curl_multi_socket_action().
 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct queue {
    atomic_size_t next;
    _Atomic long outcomes[];
};

struct loop {
    const struct image *images;
    size_t count, in_flight;
    struct queue *queue;
    CURLM *multi;
    int epoll, timeout;
};

static int watch_socket(CURL *curl, curl_socket_t socket, int what, void *context, void *own)
{
    struct loop *loop = context;
    struct epoll_event event = {.data.fd = socket};

    (void)curl, (void)own;
    if (what == CURL_POLL_REMOVE)
        return epoll_ctl(loop->epoll, EPOLL_CTL_DEL, socket, NULL), 0;
    if (what & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    if (epoll_ctl(loop->epoll, EPOLL_CTL_MOD, socket, &event) != 0)
        epoll_ctl(loop->epoll, EPOLL_CTL_ADD, socket, &event);
    return 0;
}

static int set_timeout(CURLM *multi, long milliseconds, void *context)
{
    (void)multi;
    ((struct loop *)context)->timeout = (int)milliseconds;
    return 0;
}

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

static void run(struct loop *loop)
{
    struct epoll_event event;
    int running;

    while (loop->in_flight > 0) {
        /* One event at a time: what it leads to may close the sockets of others. */
        if (epoll_wait(loop->epoll, &event, 1, loop->timeout) == 1)
            curl_multi_socket_action(loop->multi, event.data.fd,
                                     (event.events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                                         (event.events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                                         (event.events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0),
                                     &running);
        else
            curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
        finish_ended(loop);
    }
}

static void work(struct queue *queue, const struct image images[], size_t count, size_t places)
{
    struct loop loop = {.images = images, .count = count, .queue = queue, .timeout = -1};
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);

    loop.epoll = epoll_create1(EPOLL_CLOEXEC);
    loop.multi = curl_multi_init();
    if (loop.epoll >= 0 && loop.multi && transfers && handles) {
        curl_multi_setopt(loop.multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
        curl_multi_setopt(loop.multi, CURLMOPT_SOCKETDATA, &loop);
        curl_multi_setopt(loop.multi, CURLMOPT_TIMERFUNCTION, set_timeout);
        curl_multi_setopt(loop.multi, CURLMOPT_TIMERDATA, &loop);
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        run(&loop);
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    if (loop.epoll >= 0)
        close(loop.epoll);
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
           started = 0;
    size_t bytes = sizeof(struct queue) + count * sizeof(_Atomic long), saved = 0;
    struct queue *queue = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (queue == MAP_FAILED)
        return 0;
    for (; started < processes; started++) {
        pid_t child = fork();
        if (child < 0)
            break;
        if (child == 0) {
            work(queue, images, count, places / processes + (started < places % processes));
            _exit(0);
        }
    }
    while (wait(NULL) > 0)
        continue;
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = queue->outcomes[i];
        if (outcomes[i] == 0)
            transfer_abandon(&images[i]);
        saved += outcomes[i] == 200;
    }
    munmap(queue, bytes);
    return saved;
}
