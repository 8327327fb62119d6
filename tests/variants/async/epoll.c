/*
 * The loop is our own, on epoll: libcurl says which sockets and until when, and is told what has happened.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

#define EVENTS_AT_ONCE 32

struct loop {
    const struct image *images;
    size_t count, next, in_flight;
    long *outcomes;
    CURLM *multi;
    int epoll;
    long timeout; /* milliseconds; -1 is none */
};

/* libcurl asks for events of `socket`, or for none any more. */
static int watch_socket(CURL *curl, curl_socket_t socket, int what, void *context, void *known)
{
    static char registered; /* its address marks a socket that epoll knows */
    struct loop *loop = context;
    struct epoll_event event = {.data.fd = socket};

    (void)curl;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(loop->epoll, EPOLL_CTL_DEL, socket, NULL);
        curl_multi_assign(loop->multi, socket, NULL);
        return 0;
    }
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(loop->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl_multi_assign(loop->multi, socket, &registered);
    return 0;
}

static int set_timeout(CURLM *multi, long milliseconds, void *context)
{
    struct loop *loop = context;

    (void)multi;
    loop->timeout = milliseconds;
    return 0;
}

static void start_next(struct loop *loop, struct transfer *transfer, CURL *curl)
{
    while (loop->next < loop->count) {
        size_t i = loop->next++;
        loop->outcomes[i] = transfer_begin(transfer, &loop->images[i], curl);
        if (loop->outcomes[i] == 0) {
            curl_multi_add_handle(loop->multi, curl);
            loop->in_flight++;
            return;
        }
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
        loop->outcomes[transfer->image - loop->images] = transfer_end(transfer, code);
        loop->in_flight--;
        start_next(loop, transfer, curl);
    }
}

static void run(struct loop *loop)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int running;

    while (loop->in_flight > 0) {
        int count = epoll_wait(loop->epoll, events, EVENTS_AT_ONCE, (int)loop->timeout);
        if (count < 0 && errno != EINTR)
            return;
        if (count == 0)
            curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
        for (int e = 0; e < count; e++) {
            int what = (events[e].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
                       (events[e].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                       (events[e].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(loop->multi, events[e].data.fd, what, &running);
        }
        finish_ended(loop);
    }
}

static void set_up(struct loop *loop)
{
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, set_timeout);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .timeout = -1};
    size_t places = workers < count ? workers : count, saved = 0;
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);

    loop.multi = curl_multi_init();
    loop.epoll = epoll_create1(EPOLL_CLOEXEC);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (loop.multi && loop.epoll >= 0 && transfers && handles) {
        set_up(&loop);
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        run(&loop);
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi); /* closes the connections, and so may call us once more */
    if (loop.epoll >= 0)
        close(loop.epoll);
    free(transfers);
    free(handles);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
