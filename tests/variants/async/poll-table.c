/*
 * poll() waits on a table of sockets that libcurl's socket callback keeps, and on a timer's descriptor.
 */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "kit/image.h"
#include "kit/transfer.h"

struct loop {
    const struct image *images;
    size_t count, next, in_flight;
    long *outcomes;
    CURLM *multi;
    struct pollfd *table; /* the timer first */
    size_t rows, room;
};

/* The row of `socket`: that which it has, or a new one. NULL where there is no memory. */
static struct pollfd *row_of(struct loop *loop, curl_socket_t socket)
{
    for (size_t r = 1; r < loop->rows; r++)
        if (loop->table[r].fd == socket)
            return &loop->table[r];
    if (loop->rows == loop->room) {
        struct pollfd *table = reallocarray(loop->table, loop->room * 2, sizeof *table);
        if (!table)
            return NULL;
        loop->table = table;
        loop->room *= 2;
    }
    loop->table[loop->rows] = (struct pollfd){.fd = socket};
    return &loop->table[loop->rows++];
}

static int watch_socket(CURL *curl, curl_socket_t socket, int what, void *context, void *own)
{
    struct loop *loop = context;
    struct pollfd *row = row_of(loop, socket);

    (void)curl, (void)own;
    if (!row)
        return -1;
    if (what == CURL_POLL_REMOVE)
        *row = loop->table[--loop->rows];
    else
        row->events = (short)((what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0));
    return 0;
}

static int set_timer(CURLM *multi, long milliseconds, void *context)
{
    struct loop *loop = context;
    struct itimerspec time = {0};

    (void)multi;
    if (milliseconds > 0)
        time.it_value = (struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000};
    else if (milliseconds == 0)
        time.it_value.tv_nsec = 1; /* at once; 0 would disarm it */
    timerfd_settime(loop->table[0].fd, 0, &time, NULL);
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

/* Report one event to libcurl. The next poll() finds more, because the table may have changed. */
static void tell(struct loop *loop)
{
    unsigned long long expirations;
    int running;

    for (size_t r = loop->rows; r-- > 0;) {
        struct pollfd row = loop->table[r];
        if (!row.revents)
            continue;
        if (r == 0 && read(row.fd, &expirations, sizeof expirations) > 0)
            curl_multi_socket_action(loop->multi, CURL_SOCKET_TIMEOUT, 0, &running);
        else if (r > 0)
            curl_multi_socket_action(loop->multi, row.fd,
                                     (row.revents & POLLIN ? CURL_CSELECT_IN : 0) |
                                         (row.revents & POLLOUT ? CURL_CSELECT_OUT : 0) |
                                         (row.revents & (POLLERR | POLLHUP) ? CURL_CSELECT_ERR : 0),
                                     &running);
        return;
    }
}

static void run(struct loop *loop)
{
    while (loop->in_flight > 0) {
        if (poll(loop->table, loop->rows, -1) < 0 && errno != EINTR)
            return;
        tell(loop);
        finish_ended(loop);
    }
}

static void set_up(struct loop *loop)
{
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
    curl_multi_setopt(loop->multi, CURLMOPT_SOCKETDATA, loop);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(loop->multi, CURLMOPT_TIMERDATA, loop);
}

size_t download_all(const struct image images[], size_t count, size_t workers, long outcomes[])
{
    struct loop loop = {.images = images, .count = count, .outcomes = outcomes, .rows = 1, .room = 4};
    size_t places = workers < count ? workers : count, saved = 0;
    struct transfer *transfers = calloc(places + 1, sizeof *transfers);
    CURL **handles = calloc(places + 1, sizeof *handles);
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);

    loop.multi = curl_multi_init();
    loop.table = calloc(loop.room, sizeof *loop.table);
    for (size_t i = 0; i < count; i++)
        outcomes[i] = -CURLE_OUT_OF_MEMORY;
    if (loop.multi && loop.table && transfers && handles && timer >= 0) {
        loop.table[0] = (struct pollfd){.fd = timer, .events = POLLIN};
        set_up(&loop);
        for (size_t p = 0; p < places; p++)
            if ((handles[p] = curl_easy_init()))
                start_next(&loop, &transfers[p], handles[p]);
        run(&loop);
        for (size_t p = 0; p < places; p++)
            curl_easy_cleanup(handles[p]);
    }
    curl_multi_cleanup(loop.multi);
    if (timer >= 0)
        close(timer);
    free(loop.table);
    free(transfers);
    free(handles);
    for (size_t i = 0; i < count; i++)
        saved += outcomes[i] == 200;
    return saved;
}
